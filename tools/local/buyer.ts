import type { ChannelView } from '../../cloudfunctions/shared/channels/channel.ts';
import type { FunctionName, Functions } from '../../cloudfunctions/shared/contract/functions.ts';
import type { OverTheWire } from '../../cloudfunctions/shared/contract/overTheWire.ts';
import type { Answer, LocalCloudBase } from './client.ts';
import type { Visitor, Way } from './ways/way.ts';
import { wechatpayWay } from './ways/wechatpay.ts';

export type Order = OverTheWire<Functions['createOrder']['output']>;
export type CartItems = Functions['createOrder']['input']['items'];

/** Long enough for the stand-in to try to collect and to call us back. */
export const MOMENT_MS = 10_000;

/** What a buyer taps, and what the merchant and the channel do for the order. */
export class Buyer {
  readonly #cloud: LocalCloudBase;
  readonly #visitor: Visitor;

  constructor(
    cloud: LocalCloudBase,
    readonly openid: string,
    readonly way: Way = wechatpayWay,
  ) {
    this.#cloud = cloud;
    this.#visitor = way.visitor(cloud, openid);
  }

  /** Whatever is asked of a function, and whatever it answers. */
  ask(name: FunctionName, input: unknown): Promise<Answer<FunctionName>> {
    return this.#visitor.ask(name, input);
  }

  /** The same for what an app would send. */
  call<N extends FunctionName, const Input extends Functions[N]['input']>(
    name: N,
    input: Input,
  ): Promise<Answer<N, Input>> {
    return this.#visitor.ask(name, input) as Promise<Answer<N, Input>>;
  }

  /** Opens 先用后付 and authorises at the channel. */
  async openAccount(): Promise<void> {
    const page = await this.startOpening();
    if (!page) return;
    await this.#visitor.authorise(page);
    await this.#cloud.advance(MOMENT_MS);
  }

  /** Opens 先用后付. @returns the page where he authorises; null where each order is confirmed instead */
  async startOpening(): Promise<ChannelView | null> {
    const consent = await this.openingConsent();
    return (await this.#tap({ action: 'open', channel: this.way.channel, consent })).authoriseView;
  }

  /** The two ticks, and what the buyer read beside them. */
  async openingConsent() {
    const { termsVersion, textHash, chargeAfterReceiptDays } = await this.offer();
    const shown = { termsVersion, textHash, shownChargeAfterReceiptDays: chargeAfterReceiptDays };
    return { accepted: true, adult: true, ...shown } as const;
  }

  /** What stands beside the empty box: the terms, as the shop shows them. */
  async offer() {
    return data(await this.call('listProducts', {})).payLater;
  }

  /** The input of createOrder for a cart, as the checkout page makes it. */
  async checkout(requestId: string, items: CartItems): Promise<Functions['createOrder']['input']> {
    const shop = data(await this.call('listProducts', {}));
    const priceOf = (id: string) => shop.items.find((product) => product.productId === id)?.priceFen ?? 0;
    return {
      requestId,
      channel: this.way.channel,
      items,
      delivery: { recipient: '林小满', phone: '13800000000', address: '福建省泉州市丰泽区东海街 1 号' },
      consent: {
        accepted: true,
        termsVersion: shop.payLater.termsVersion,
        textHash: shop.payLater.textHash,
        shownChargeAfterReceiptDays: shop.payLater.chargeAfterReceiptDays,
        shownAmountFen: items.reduce((sum, item) => sum + priceOf(item.productId) * item.quantity, 0),
      },
    };
  }

  async createOrder(requestId: string, items: CartItems): Promise<Order> {
    return data(await this.call('createOrder', await this.checkout(requestId, items)));
  }

  async assess(orderId: string) {
    return data(await this.call('assessCredit', { orderId }));
  }

  /** Has the order assessed, and confirms it on the channel's page where the channel asks for that. */
  async assessAndConfirm(orderId: string): Promise<Order> {
    const { order, confirmView } = await this.assess(orderId);
    if (!confirmView) return order;
    await this.confirm(confirmView);
    await this.#cloud.advance(MOMENT_MS);
    return this.read(orderId);
  }

  /** Agrees to an order on the page that the channel has for that. */
  confirm(page: ChannelView): Promise<void> {
    return this.#visitor.confirm(page);
  }

  /** Repeats amount and count, where an order is decided on only then. */
  async confirmAgain({ orderId, amountFen, lines }: Pick<Order, 'orderId' | 'amountFen' | 'lines'>) {
    const confirmed = { amountFen, quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0) };
    return data(await this.call('assessCredit', { orderId, confirmed }));
  }

  /** Asks that a person looks at a refusal. */
  async askReview(orderId: string, note: string): Promise<Order> {
    const input = { step: 'askReview', orderId, note } as const;
    return data(await this.call('assessCredit', input)).order;
  }

  async confirmReceipt(orderId: string): Promise<Order> {
    return data(await this.call('confirmReceipt', { orderId }));
  }

  async payNow(order: Pick<Order, 'orderId' | 'payableFen'>): Promise<Order> {
    return (await this.settle(order)).order;
  }

  /** 立即支付, with the channel's own page if there is one to pay on. */
  async settle({ orderId, payableFen: shownAmountFen }: Pick<Order, 'orderId' | 'payableFen'>) {
    return data(
      await this.call('settle', { step: 'payNow', orderId, channel: this.way.channel, shownAmountFen }),
    );
  }

  /** A return or a dispute, and what the buyer does for it. */
  async claim(
    input: Extract<Functions['handleReturn']['input'], { step: 'request' | 'withdraw' | 'sendBack' }>,
  ): Promise<Order> {
    return data(await this.call('handleReturn', input));
  }

  /** Switches the automatic charge of an order off, or on again. */
  async autoCharge(orderId: string, on: boolean): Promise<Order> {
    const input = { step: 'autoCharge', orderId, on } as const;
    return data(await this.call('settle', input)).order;
  }

  /** Allows one message of a template, as a tap on WeChat's own question does. */
  async allowMessage(templateId: string): Promise<void> {
    const grant = { openid: this.openid, templateId, count: 1 };
    await this.#cloud.post('/_emulator/subscribe-messages/grants', grant);
  }

  async cancel(orderId: string): Promise<Order> {
    return data(await this.call('cancelOrder', { orderId }));
  }

  async read(orderId: string): Promise<Order> {
    return data(await this.call('readOrders', { view: 'one', orderId }));
  }

  async account() {
    return (await this.#tap({ action: 'view' })).account;
  }

  async closeAccount() {
    return (await this.#tap({ action: 'close' })).account;
  }

  async switchMinorsLock(on: boolean) {
    return (await this.#tap({ action: 'minorsLock', on })).account;
  }

  /** Erases what identifies the buyer; it cannot be undone. */
  async erase() {
    return (await this.#tap({ action: 'erase', confirm: true })).account;
  }

  /** One page of everything that is held about the buyer. */
  async export(cursor?: string) {
    const page = cursor === undefined ? {} : { cursor };
    return data(await this.call('account', { action: 'export', ...page }));
  }

  async #tap(input: Exclude<Functions['account']['input'], { action: 'export' }>) {
    return data(await this.call('account', input));
  }

  /** What is in the buyer's wallet at the channel. */
  setBalance(balanceFen: number): Promise<void> {
    return this.#visitor.setBalance(balanceFen);
  }
}

/** What a function answered. @throws Error with its code and words if it refused */
export function data<T>(
  answer: { readonly ok: true; readonly data: T } | Extract<Answer<'settle'>, { ok: false }>,
): T {
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.data;
}
