import { QUESTIONS, RESULTS } from '../../copy/orderSteps';
import { formatFen } from '../../format/money';
import { ask, type Message } from '../../services/ask';
import { call } from '../../services/call';
import { openChannelPage } from '../../services/channelPage';
import { readUntil } from '../../services/readUntil';
import type { OrderAnswer } from '../../views/answers';
import type { ButtonName } from '../../views/orderButtons';

/** Long enough for the channel to take the money and to call us back. */
const TRIES = 4;

type Paid = Pick<OrderAnswer, 'payment'>;

/** What a step says once it is taken; null if nothing has happened to the order. */
type Step = (order: OrderAnswer) => Promise<Message | null>;

/** The buttons that need nothing but a tap, and a yes where it costs money or cannot be undone. */
export const STEPS: Readonly<Record<Exclude<ButtonName, 'assess' | 'sendBack'>, Step>> = {
  async cancel({ orderId }) {
    if (!(await ask(QUESTIONS.cancel()))) return null;
    const { state } = await call('cancelOrder', { orderId });
    return done(state === 'cancelled' ? RESULTS.cancelled : RESULTS.cancelling);
  },

  async confirmReceipt({ orderId, payableFen, chargeAfterReceiptDays }) {
    const sure = await ask(QUESTIONS.confirmReceipt(formatFen(payableFen), chargeAfterReceiptDays));
    if (!sure) return null;
    return { title: RESULTS.received, content: owed(await call('confirmReceipt', { orderId })) };
  },

  async payNow(order) {
    const amount = formatFen(order.payableFen);
    const collects = order.collectingFen !== null;
    const sure = await ask(collects ? QUESTIONS.payAtChannel(amount) : QUESTIONS.payNow(amount));
    if (!sure) return null;
    const { payment } = await pay(order);
    return payment ? done(RESULTS.paid) : { title: RESULTS.collecting, content: RESULTS.collectingHint };
  },

  async switchAutoChargeOff({ orderId }) {
    const { order } = await call('settle', { step: 'autoCharge', orderId, on: false });
    return { title: RESULTS.autoChargeOff, content: owed(order) };
  },

  async switchAutoChargeOn({ orderId }) {
    const { order } = await call('settle', { step: 'autoCharge', orderId, on: true });
    return { title: RESULTS.autoChargeOn, content: owed(order) };
  },

  async withdrawClaim({ orderId }) {
    if (!(await ask(QUESTIONS.withdrawClaim()))) return null;
    await call('handleReturn', { step: 'withdraw', orderId });
    return done(RESULTS.withdrawn);
  },

  async claim({ orderId }) {
    await wx.navigateTo({ url: `/pages/claim/claim?id=${orderId}` });
    return null;
  },

  async askReview({ orderId }) {
    await wx.navigateTo({ url: `/pages/refusal/refusal?id=${orderId}` });
    return null;
  },
};

/**
 * 立即支付: most charges succeed within seconds. Where one does not, or the channel has long been trying, its own page
 * takes the money.
 */
async function pay({ orderId, payableFen, collectingFen }: OrderAnswer): Promise<Paid> {
  const input = { step: 'payNow', orderId, channel: 'wechatpay', shownAmountFen: payableFen } as const;
  const { order, payView } = await call('settle', input);
  if (!payView) return order;
  const charged = collectingFen === null ? await readPaid(orderId, TRIES) : order;
  if (charged.payment) return charged;
  const opened = await openChannelPage(payView);
  return readPaid(orderId, opened ? TRIES : 1);
}

function readPaid(orderId: string, tries: number): Promise<Paid> {
  return readUntil({
    read: () => call('readOrders', { view: 'one', orderId }),
    done: ({ payment }) => payment !== null,
    tries,
  });
}

/** The later amount and its day, as the server says them. */
function owed({ owedText }: Pick<OrderAnswer, 'owedText'>): string {
  return owedText ?? '';
}

function done(title: string): Message {
  return { title, content: '' };
}
