import { ORDER } from '../../copy/order';
import { RESULTS } from '../../copy/orderSteps';
import { say } from '../../services/ask';
import { type Assessed, followAssessment } from '../../services/assessment';
import { call } from '../../services/call';
import { currentTurn, loadLatest } from '../../services/latest';
import { act, BEGINNING } from '../../services/page';
import { createPolling, type Polling } from '../../services/poll';
import type { OrderAnswer } from '../../views/answers';
import { type ConfirmAgainView, confirmAgainView } from '../../views/confirmAgain';
import { type OrderPage, orderPage } from '../../views/order';
import type { ButtonName } from '../../views/orderButtons';
import { STEPS } from './steps';

type Tap = WechatMiniprogram.TouchEvent<object, object, { readonly name: ButtonName }>;
type Confirmed = WechatMiniprogram.CustomEvent<{ readonly amountFen: number; readonly quantity: number }>;
type Parcel = WechatMiniprogram.CustomEvent<{ readonly carrier: string; readonly trackingNo: string }>;

/** `?id=`: one order, with what comes next and what its buyer can do. Push messages open it too. */
Page({
  data: {
    ...BEGINNING,
    copy: ORDER,
    page: null as OrderPage | null,
    asking: null as ConfirmAgainView | null,
    sendsBack: false,
  },

  orderId: '',
  turn: 0,
  order: null as OrderAnswer | null,
  /** From a tap on 立即支付 on, as long as the money has not come. */
  paying: false,
  polling: null as Polling | null,
  /** Nobody is shown what an order that was left is doing. */
  visible: false,

  onLoad({ id = '' }: Record<string, string>): void {
    this.orderId = id;
    this.polling = createPolling(() => this.look());
  },

  onShow(): Promise<void> {
    this.visible = true;
    return this.reload();
  },

  onHide(): void {
    this.leave();
  },

  onUnload(): void {
    this.leave();
  },

  leave(): void {
    this.visible = false;
    this.polling?.stop();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return loadLatest(this, async () => this.shown(await this.read()));
  },

  read(): Promise<OrderAnswer> {
    return call('readOrders', { view: 'one', orderId: this.orderId });
  },

  /** What the page shows of this order; it looks again by itself as long as something is under way. */
  shown(order: OrderAnswer): object {
    this.order = order;
    if (this.visible && this.isUnderWay(order)) this.polling?.start();
    else this.polling?.stop();
    return { page: orderPage(order, new Date()) };
  },

  /** @returns whether something is still under way */
  async look(): Promise<boolean> {
    const counts = currentTurn(this);
    const order = await this.read();
    if (counts()) this.setData(this.shown(order));
    return this.isUnderWay(order);
  },

  isUnderWay({ pending, payment }: OrderAnswer): boolean {
    return pending || (this.paying && !payment);
  },

  tap({ currentTarget }: Tap): Promise<boolean> {
    const { name } = currentTarget.dataset;
    return act(this, name, () => this.take(name));
  },

  async take(name: ButtonName): Promise<void> {
    const { order } = this;
    if (!order) return;
    if (name === 'assess') return this.assess({});
    if (name === 'sendBack') return this.setData({ sendsBack: true });
    const said = await STEPS[name](order).catch(async (error: unknown) => {
      // It was refused because the order is not what stands here any more.
      await this.reload();
      throw error;
    });
    if (!said) return;
    this.paying = name === 'payNow';
    await this.reload();
    say(said);
  },

  /** Nothing is decided on as long as amount and quantity are to be repeated. */
  async assess(confirmation: {
    readonly confirmed?: { readonly amountFen: number; readonly quantity: number };
  }): Promise<void> {
    const assessed: Assessed = await call('assessCredit', { orderId: this.orderId, ...confirmation });
    const { secondConfirmation } = assessed;
    this.setData({ asking: secondConfirmation && confirmAgainView(secondConfirmation) });
    if (!secondConfirmation) await followAssessment(assessed);
  },

  confirmAgain({ detail: confirmed }: Confirmed): Promise<boolean> {
    return act(this, 'confirmAgain', () => this.assess({ confirmed }));
  },

  closeAsking(): void {
    this.setData({ asking: null });
  },

  sendBack({ detail: { carrier, trackingNo } }: Parcel): Promise<boolean> {
    return act(this, 'sendBack', async () => {
      await call('handleReturn', { step: 'sendBack', orderId: this.orderId, carrier, trackingNo });
      this.setData({ sendsBack: false });
      await this.reload();
      say({ title: RESULTS.sentBack, content: '' });
    });
  },

  closeSendBack(): void {
    this.setData({ sendsBack: false });
  },

  openRefusal(): void {
    void wx.navigateTo({ url: `/pages/refusal/refusal?id=${this.orderId}` });
  },
});
