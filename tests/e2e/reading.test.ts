import { beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import type { Buyer } from '../../tools/local/buyer.ts';
import { orderAt, TEA_SET, THERMOS } from '../support/lives.ts';
import { OPERATOR } from '../support/system.ts';
import { audit, namelessIn } from './support/audit.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

/** A buyer with something on each of his pages. */
let buyer: Buyer;
const numbers = { overdue: '', claimed: '', shipped: '', refused: '' };

beforeAll(async () => {
  const { system } = stage();
  buyer = stage().system.stranger();
  await buyer.openAccount();
  await buyer.setBalance(0);
  numbers.overdue = (await orderAt(system, buyer, 'received', THERMOS)).orderId;
  numbers.claimed = (await orderAt(system, buyer, 'received', THERMOS)).orderId;
  numbers.shipped = (await orderAt(system, buyer, 'shipped', TEA_SET)).orderId;
  await buyer.claim({ step: 'request', orderId: numbers.claimed, kind: 'return', reason: '不想要了' });
  await system.cloud.advance(10 * DAY_MS + HOUR_MS);
  const late = await orderAt(system, buyer, 'created', THERMOS);
  numbers.refused = (await buyer.assess(late.orderId)).order.orderId;
});

const BUYER_PAGES: readonly (() => string)[] = [
  () => 'pages/shop/shop',
  () => 'pages/orders/orders',
  () => 'pages/bills/bills',
  () => 'pages/me/me',
  () => 'pages/goods/goods?id=tea-set',
  () => 'pages/checkout/checkout?id=tea-set',
  () => 'pages/opening/opening',
  () => 'pages/terms/terms',
  () => `pages/refusal/refusal?id=${numbers.refused}`,
  () => `pages/order/order?id=${numbers.overdue}`,
  () => `pages/order/order?id=${numbers.claimed}`,
  () => `pages/claim/claim?id=${numbers.shipped}`,
  () => 'pages/notices/notices',
  () => 'pages/account/account',
  () => 'pages/privacy/privacy',
  () => 'pages/otherwise/otherwise?items=tea-set*1',
];

const MERCHANT_PAGES: readonly (() => string)[] = [
  () => 'merchant/pages/home/home',
  () => 'merchant/pages/orders/orders',
  () => `merchant/pages/order/order?id=${numbers.claimed}`,
  () => 'merchant/pages/policy/policy',
];

describe('everything can be read and named', () => {
  test('on the pages of the buyer', async () => {
    const phone = await stage().phone(buyer.openid);
    for (const route of BUYER_PAGES) {
      await phone.open(route());
      await phone.settled();
      expect(await audit(phone), route()).toEqual([]);
    }
  });

  test('on the pages of the merchant', async () => {
    const phone = await stage().phone(OPERATOR);
    for (const route of MERCHANT_PAGES) {
      await phone.open(route());
      await phone.settled();
      expect(await audit(phone), route()).toEqual([]);
    }
  });

  test('where something has no name, that is found', () => {
    const tree = '- button "下单"\n- textbox:\n  - textbox "地址"\n- button "\ue001"\n- switch [checked]';
    expect(namelessIn(tree)).toMatchObject([
      expect.stringContaining('a button without a name'),
      expect.stringContaining('a switch without a name'),
    ]);
  });
});
