import type { OperatorStep } from '../../../../cloudfunctions/shared/domain/order/steps.ts';
import { ask, say } from '../../../services/ask';
import { call } from '../../../services/call';
import { loadLatest } from '../../../services/latest';
import { act } from '../../../services/page';
import { ORDER } from '../../copy/order';
import { STEPS } from '../../copy/steps';
import { forOperators, MERCHANT_BEGINNING } from '../../services/operators';
import { takeStep } from '../../services/takeStep';
import type { MerchantOrder } from '../../views/answers';
import type { Values } from '../../views/fields';
import { type OrderPage, orderPage } from '../../views/order';
import { questionBefore } from '../../views/questions';
import { type StepForm, stepForm } from '../../views/steps';

type Tap = WechatMiniprogram.TouchEvent<object, object, { readonly step: OperatorStep }>;
type Filled = WechatMiniprogram.CustomEvent<{ readonly step: OperatorStep; readonly values: Values }>;

/** `?id=`: one order with all that the merchant's people may see of it, and do with it. */
Page({
  data: {
    ...MERCHANT_BEGINNING,
    copy: ORDER,
    page: null as OrderPage | null,
    form: null as StepForm | null,
  },

  orderId: '',
  turn: 0,
  order: null as MerchantOrder | null,

  onLoad({ id = '' }: Record<string, string>): void {
    this.orderId = id;
  },

  onShow(): Promise<void> {
    return this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  reload(): Promise<void> {
    return loadLatest(this, () => forOperators(async () => this.shown(await this.read())));
  },

  read(): Promise<MerchantOrder> {
    return call('readOrders', { view: 'merchantOne', orderId: this.orderId });
  },

  /** What the page shows of this order; a form stays open as long as its step can be taken. */
  shown(order: MerchantOrder): object {
    this.order = order;
    const { form } = this.data;
    const stays = form && order.can.includes(form.step);
    return { page: orderPage(order), form: stays ? stepForm(form.step, order) : null };
  },

  choose({ currentTarget }: Tap): void {
    const { step } = currentTarget.dataset;
    if (!this.order) return;
    const form = stepForm(step, this.order);
    if (form.fields.length > 0) this.setData({ form });
    else this.take(step, {});
  },

  submit({ detail }: Filled): Promise<boolean> {
    return this.take(detail.step, detail.values);
  },

  /** Asks first where money moves or nothing can be undone; a second tap meanwhile does nothing. */
  take(step: OperatorStep, values: Values): Promise<boolean> {
    return act(this, step, async () => {
      const { order } = this;
      if (!order) return;
      const question = questionBefore(step, order, values);
      if (question && !(await ask(question))) return;
      await takeStep(step, order, values).catch(async (error: unknown) => {
        // It may be refused because the order is not what stands here any more.
        await this.reload();
        throw error;
      });
      this.setData({ form: null });
      await this.reload();
      say({ title: STEPS[step].done, content: '' });
    });
  },

  closeForm(): void {
    this.setData({ form: null });
  },

  copyDelivery(): void {
    // WeChat itself says that it was done.
    if (this.data.page) void wx.setClipboardData({ data: this.data.page.deliveryText });
  },
});
