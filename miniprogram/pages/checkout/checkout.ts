import { CHECKOUT, CHECKOUT_ERRORS } from '../../copy/checkout';
import { formatItems, type Item } from '../../format/items';
import { type Assessed, followAssessment } from '../../services/assessment';
import { call } from '../../services/call';
import { readProduct } from '../../services/catalogue';
import { chooseDelivery, type Delivery, rememberDelivery, rememberedDelivery } from '../../services/delivery';
import { isCallFailure } from '../../services/failure';
import { askForMessages } from '../../services/messages';
import { openOtherPayment } from '../../services/otherPayment';
import { act, BEGINNING, load } from '../../services/page';
import { type RequestNumber, requestNumber } from '../../services/requestId';
import {
  afterChange,
  type CheckoutFacts,
  type CheckoutForm,
  type CheckoutView,
  checkoutView,
  EMPTY_FORM,
  shownConsent,
} from '../../views/checkout';
import { type CheckoutErrors, errorsOf, firstError, NO_ERRORS } from '../../views/checkoutErrors';
import { type ConfirmAgainView, confirmAgainView } from '../../views/confirmAgain';
import { quantityOf } from '../../views/goods';
import { orderInput } from '../../views/orderInput';

type Change<Detail extends object, Dataset extends object = object> = WechatMiniprogram.CustomEvent<
  Detail,
  object,
  Dataset
>;

/** Refusals that say: what the buyer has agreed to is not what the shop offers now. */
const CHANGED: readonly string[] = [
  'PRICE_CHANGED',
  'TERMS_CHANGED',
  'PRODUCT_NOT_FOUND',
  'PRODUCT_UNAVAILABLE',
  'PAY_LATER_UNSUPPORTED',
];

/** `?id=&quantity=`: where a product is ordered. */
Page({
  data: {
    ...BEGINNING,
    copy: CHECKOUT,
    id: '',
    facts: null as CheckoutFacts | null,
    form: EMPTY_FORM,
    view: null as CheckoutView | null,
    errors: NO_ERRORS,
    wayError: '',
    request: null as RequestNumber | null,
    orderId: '',
    asking: null as ConfirmAgainView | null,
    /** While the buyer is on the page where the service is opened. */
    away: false,
  },

  onLoad({ id = '', quantity = '' }): Promise<void> {
    const form = { ...EMPTY_FORM, quantity: quantityOf(quantity), delivery: rememberedDelivery() };
    this.setData({ id: decodeURIComponent(id), form });
    return this.reload();
  },

  async onShow(): Promise<void> {
    if (!this.data.away) return;
    this.setData({ away: false });
    await this.reload();
  },

  onPullDownRefresh(): Promise<void> {
    return this.reload();
  },

  /** Price, terms and account as they are now; what was filled in stays. */
  reload(): Promise<void> {
    return load(this, async () => {
      const [{ product, offer }, { account }] = await Promise.all([
        readProduct(this.data.id),
        call('account', { action: 'view' }),
      ]);
      return product ? this.drawn({ product, offer, account }, {}) : { status: 'empty' };
    });
  },

  /** What the page shows with a part of the form changed. */
  drawn(facts: CheckoutFacts, change: Partial<CheckoutForm>): object {
    const form = afterChange(facts, this.data.form, change);
    return { facts, form, view: checkoutView(facts, form) };
  },

  change(change: Partial<CheckoutForm>, errors: Partial<CheckoutErrors>): void {
    const { facts } = this.data;
    if (facts) this.setData({ ...this.drawn(facts, change), errors: { ...this.data.errors, ...errors } });
  },

  changeQuantity({ detail }: Change<{ readonly value: number }>): void {
    this.change({ quantity: quantityOf(detail.value) }, { terms: '' });
  },

  changeField({
    detail,
    currentTarget,
  }: Change<{ readonly value: string }, { readonly field: keyof Delivery }>): void {
    const { field } = currentTarget.dataset;
    this.change({ delivery: { ...this.data.form.delivery, [field]: detail.value } }, { [field]: '' });
  },

  async chooseAddress(): Promise<void> {
    const delivery = await chooseDelivery();
    if (delivery) this.change({ delivery }, { recipient: '', phone: '', address: '' });
  },

  chooseWay({ detail }: Change<{ readonly value: CheckoutForm['way'] }>): void {
    this.setData({ wayError: '' });
    this.change({ way: detail.value }, { terms: '' });
  },

  tick({ detail }: Change<{ readonly ticked: boolean }>): void {
    const { facts, form } = this.data;
    if (facts) this.change({ agreedTo: detail.ticked ? shownConsent(facts, form) : null }, { terms: '' });
  },

  /** The button at the bottom. */
  next(): void {
    switch (this.data.view?.step) {
      case 'choose':
        this.setData({ wayError: CHECKOUT_ERRORS.way });
        this.scrollTo('way');
        break;
      case 'open':
        this.setData({ away: true });
        wx.navigateTo({ url: `/pages/opening/opening?goods=${formatItems(this.items())}` });
        break;
      case 'goOtherwise':
        openOtherPayment(this.items());
        break;
      case 'order':
        this.order();
    }
  },

  items(): readonly Item[] {
    return [{ productId: this.data.id, quantity: this.data.form.quantity }];
  },

  order(): void {
    const errors = errorsOf(this.data.form);
    const wrong = firstError(errors);
    this.setData({ errors });
    if (wrong) this.scrollTo(wrong);
    else act(this, 'order', () => this.place());
  },

  async place(): Promise<void> {
    const { facts, form, id } = this.data;
    if (!facts || !form.agreedTo) return;
    const input = orderInput(id, form, form.agreedTo);
    const request = requestNumber(input, this.data.request);
    const isNew = request !== this.data.request;
    this.setData({ request });
    // WeChat lets us ask only straight after the tap: nothing may be waited for before.
    if (isNew) await askForMessages(facts.offer.messageTemplates);
    const { orderId } = await call('createOrder', { requestId: request.requestId, ...input }).catch((error) =>
      this.refused(error),
    );
    rememberDelivery(input.delivery);
    this.setData({ orderId });
    await this.follow(await call('assessCredit', { orderId }));
  },

  /** Where the offer has changed it is read again, and the box is empty. */
  async refused(error: unknown): Promise<never> {
    if (isCallFailure(error) && CHANGED.includes(error.code)) {
      this.change({ agreedTo: null }, { terms: CHECKOUT_ERRORS.changed });
      await this.reload();
    }
    throw error;
  },

  async follow(assessed: Assessed): Promise<void> {
    const { secondConfirmation } = assessed;
    this.setData({ asking: secondConfirmation && confirmAgainView(secondConfirmation) });
    if (!secondConfirmation) await followAssessment(assessed);
  },

  confirmAgain({
    detail: confirmed,
  }: Change<{ readonly amountFen: number; readonly quantity: number }>): Promise<boolean> {
    const { orderId } = this.data;
    return act(this, 'confirm', async () => this.follow(await call('assessCredit', { orderId, confirmed })));
  },

  closeAsking(): void {
    this.setData({ asking: null });
  },

  toShop(): void {
    wx.switchTab({ url: '/pages/shop/shop' });
  },

  scrollTo(id: string): void {
    wx.pageScrollTo({ selector: `#${id}`, offsetTop: -80, duration: 200 });
  },
});
