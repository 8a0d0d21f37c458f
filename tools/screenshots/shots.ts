import { type Act, agreeToOrder, choose, goOffline, inTurn, openAtWechat, orderSoMuch, tap } from './acts.ts';
import type { Cast, OrderName } from './cast.ts';

/** One picture, and how the page comes to look like that. */
export interface Shot {
  /** Of its file, after a number. */
  readonly name: string;
  readonly who: string;
  readonly route: string;
  /** Where the taps lead, if that is another page. */
  readonly page?: string;
  readonly dark?: boolean;
  readonly large?: boolean;
  /** Taps before the picture is taken. */
  readonly act?: Act;
}

const CHECKOUT = 'pages/checkout/checkout?id=tea-set';
const OPENING = 'pages/opening/opening';

/** Every page in its important states, in the order in which people meet them. */
export function shotsOf(cast: Cast): readonly Shot[] {
  return [
    ...shopping(cast),
    ...opening(cast),
    ...refusals(cast),
    ...orders(cast),
    ...mine(cast),
    ...merchant(cast),
  ];
}

function shopping({ newcomer, ready }: Cast): readonly Shot[] {
  return [
    { name: 'shop', who: newcomer, route: 'pages/shop/shop' },
    { name: 'shop-dark', who: newcomer, route: 'pages/shop/shop', dark: true },
    { name: 'shop-large', who: newcomer, route: 'pages/shop/shop', large: true },
    { name: 'goods', who: newcomer, route: 'pages/goods/goods?id=tea-set' },
    { name: 'goods-dark', who: newcomer, route: 'pages/goods/goods?id=tea-set', dark: true },
    { name: 'goods-not-for-pay-later', who: newcomer, route: 'pages/goods/goods?id=gift-card' },
    { name: 'goods-gone', who: newcomer, route: 'pages/goods/goods?id=fan-2024' },
    { name: 'checkout', who: ready, route: CHECKOUT },
    { name: 'checkout-newcomer', who: newcomer, route: CHECKOUT, act: choose('先用后付') },
    { name: 'checkout-chosen', who: ready, route: CHECKOUT, act: agreeToOrder },
    { name: 'checkout-large', who: ready, route: CHECKOUT, act: agreeToOrder, large: true },
    { name: 'checkout-dark', who: ready, route: CHECKOUT, act: agreeToOrder, dark: true },
    {
      name: 'checkout-missing',
      who: ready,
      route: CHECKOUT,
      act: inTurn(choose('先用后付'), tap('提交订单')),
    },
    { name: 'checkout-otherwise', who: ready, route: CHECKOUT, act: choose('其他付款方式') },
    { name: 'checkout-confirm-again', who: ready, route: `${CHECKOUT}&quantity=3`, act: orderSoMuch },
    { name: 'otherwise', who: ready, route: 'pages/otherwise/otherwise' },
  ];
}

function opening({ newcomer, regular, closed }: Cast): readonly Shot[] {
  const toAgree = tap('看明白了，下一步');
  return [
    { name: 'opening', who: newcomer, route: OPENING },
    { name: 'opening-dark', who: newcomer, route: OPENING, dark: true },
    { name: 'opening-agree', who: newcomer, route: OPENING, act: toAgree },
    { name: 'opening-missing', who: newcomer, route: OPENING, act: inTurn(toAgree, tap('同意并开通')) },
    { name: 'opening-at-wechat', who: 'o-photo-opens', route: OPENING, act: openAtWechat },
    { name: 'opening-again', who: closed, route: OPENING },
    { name: 'opening-done', who: regular, route: OPENING },
    { name: 'terms', who: newcomer, route: 'pages/terms/terms' },
    { name: 'terms-large', who: newcomer, route: 'pages/terms/terms', large: true },
  ];
}

function refusals({ refused, orders: numbers }: Cast): readonly Shot[] {
  const of = (name: OrderName) => ({ who: refused, route: `pages/refusal/refusal?id=${numbers[name]}` });
  return [
    { name: 'refusal', ...of('refused') },
    { name: 'refusal-dark', ...of('refused'), dark: true },
    { name: 'refusal-large', ...of('refused'), large: true },
    { name: 'refusal-asked', ...of('asked') },
    { name: 'refusal-approved', ...of('approved') },
  ];
}

function orders({ newcomer, regular, late, poor, claimant, orders: numbers }: Cast): readonly Shot[] {
  const of = (name: OrderName, who = regular) => ({ who, route: `pages/order/order?id=${numbers[name]}` });
  const list = 'pages/orders/orders';
  const claim = { who: regular, route: `pages/claim/claim?id=${numbers.received}` };
  return [
    { name: 'orders-empty', who: newcomer, route: list },
    { name: 'orders-offline', who: newcomer, route: 'pages/shop/shop', page: list, act: goOffline },
    { name: 'orders', who: regular, route: list },
    { name: 'orders-dark', who: regular, route: list, dark: true },
    { name: 'orders-large', who: regular, route: list, large: true },
    { name: 'orders-late', who: late, route: list },
    { name: 'orders-claims', who: claimant, route: list },
    { name: 'order-accepted', ...of('accepted') },
    { name: 'order-shipped', ...of('shipped') },
    { name: 'order-confirm-receipt', ...of('shipped'), act: tap('确认收货') },
    { name: 'order-received', ...of('received') },
    { name: 'order-received-dark', ...of('received'), dark: true },
    { name: 'order-received-large', ...of('received'), large: true },
    { name: 'order-collecting', ...of('collecting', poor) },
    { name: 'order-overdue', ...of('overdue', late) },
    { name: 'order-settled', ...of('settled') },
    { name: 'order-refunded', ...of('refunded') },
    { name: 'order-claimed', ...of('claimed', claimant) },
    { name: 'order-agreed', ...of('agreed', claimant) },
    { name: 'order-send-back', ...of('agreed', claimant), act: tap('填写寄回单号') },
    { name: 'order-sent-back', ...of('sentBack', claimant) },
    { name: 'claim', ...claim },
    { name: 'claim-return', ...claim, act: choose('退货退款') },
    { name: 'claim-problem', ...claim, act: choose('商品有问题') },
    { name: 'claim-problem-large', ...claim, act: choose('商品有问题'), large: true },
    { name: 'claim-problem-dark', ...claim, act: choose('商品有问题'), dark: true },
    { name: 'claim-missing', ...claim, act: inTurn(choose('商品有问题'), tap('提交申请')) },
  ];
}

function mine({ newcomer, regular, late, closed }: Cast): readonly Shot[] {
  const pages = (name: string, people: Readonly<Record<string, string>>, route = `pages/${name}/${name}`) =>
    Object.entries(people).map(([state, who]) => ({ name: `${name}-${state}`, who, route }));
  return [
    ...pages('bills', { empty: newcomer, open: regular, late }),
    { name: 'bills-dark', who: late, route: 'pages/bills/bills', dark: true },
    { name: 'bills-large', who: regular, route: 'pages/bills/bills', large: true },
    ...pages('me', { newcomer, open: regular, late, closed }),
    { name: 'me-dark', who: regular, route: 'pages/me/me', dark: true },
    { name: 'me-large', who: late, route: 'pages/me/me', large: true },
    ...pages('account', { newcomer, open: regular, late, closed }),
    { name: 'account-dark', who: regular, route: 'pages/account/account', dark: true },
    { name: 'account-large', who: regular, route: 'pages/account/account', large: true },
    { name: 'account-close', who: regular, route: 'pages/account/account', act: tap('关闭先用后付') },
    ...pages('notices', { empty: newcomer, open: regular, late }),
    { name: 'privacy', who: regular, route: 'pages/privacy/privacy' },
    { name: 'privacy-newcomer', who: newcomer, route: 'pages/privacy/privacy' },
    { name: 'privacy-large', who: regular, route: 'pages/privacy/privacy', large: true },
  ];
}

function merchant({ newcomer, operator, orders: numbers }: Cast): readonly Shot[] {
  const of = (name: OrderName) => ({
    who: operator,
    route: `merchant/pages/order/order?id=${numbers[name]}`,
  });
  const home = 'merchant/pages/home/home';
  const list = 'merchant/pages/orders/orders';
  return [
    { name: 'me-operator', who: operator, route: 'pages/me/me' },
    { name: 'merchant-home', who: operator, route: home },
    { name: 'merchant-home-dark', who: operator, route: home, dark: true },
    { name: 'merchant-home-large', who: operator, route: home, large: true },
    { name: 'merchant-stranger', who: newcomer, route: home },
    { name: 'merchant-orders', who: operator, route: list },
    { name: 'merchant-orders-claims', who: operator, route: `${list}?tab=claims` },
    { name: 'merchant-orders-reviews', who: operator, route: `${list}?tab=reviews` },
    { name: 'merchant-orders-attention', who: operator, route: `${list}?tab=attention` },
    { name: 'merchant-order-to-ship', ...of('accepted') },
    { name: 'merchant-order-ship', ...of('accepted'), act: tap('发货') },
    { name: 'merchant-order-ship-large', ...of('accepted'), act: tap('发货'), large: true },
    { name: 'merchant-order-ship-dark', ...of('accepted'), act: tap('发货'), dark: true },
    { name: 'merchant-order-claimed', ...of('claimed') },
    { name: 'merchant-order-agree', ...of('claimed'), act: tap('同意申请') },
    { name: 'merchant-order-sent-back', ...of('sentBack') },
    { name: 'merchant-order-review', ...of('asked') },
    { name: 'merchant-order-answer', ...of('asked'), act: tap('答复复核') },
    { name: 'merchant-order-overdue', ...of('overdue') },
    { name: 'merchant-order-settled', ...of('settled') },
    { name: 'merchant-order-refunded', ...of('refunded') },
    { name: 'merchant-order-refunded-dark', ...of('refunded'), dark: true },
    { name: 'merchant-policy', who: operator, route: 'merchant/pages/policy/policy' },
    { name: 'merchant-policy-dark', who: operator, route: 'merchant/pages/policy/policy', dark: true },
  ];
}
