import type { OperatorStep } from '../../../cloudfunctions/shared/domain/order/steps.ts';
import { parseYuan } from '../../format/money';
import { call } from '../../services/call';
import { callFailure, isCallFailure } from '../../services/failure';
import { channelOf, naming } from '../../views/channel';
import { CHANNEL_CANNOT } from '../copy/steps';
import type { MerchantOrder } from '../views/answers';
import { dayOf, endOf } from '../views/days';
import type { Values } from '../views/fields';

type Take = (order: MerchantOrder, values: Values) => Promise<unknown>;

/** How each step is asked of the server, with what was seen on the page where that counts. */
const TAKES: Readonly<Record<OperatorStep, Take>> = {
  ship: ({ orderId }, { carrier = '', trackingNo = '' }) =>
    call('confirmShip', { step: 'ship', orderId, carrier, trackingNo }),
  recordDelivery: ({ orderId }, { evidence = '' }) =>
    call('confirmShip', { step: 'delivered', orderId, evidence }),
  recordUndelivered: ({ orderId }, { reason = '' }) =>
    call('handleReturn', { step: 'undelivered', orderId, reason }),
  lower: ({ orderId, payableFen }, { amount = '', reason = '' }) =>
    call('settle', {
      step: 'lower',
      orderId,
      shownAmountFen: payableFen,
      amountFen: parseYuan(amount) ?? payableFen,
      reason,
    }),
  collectAgain: ({ orderId }) => call('settle', { step: 'collectAgain', orderId }),
  notePaidElsewhere: ({ orderId, at }, { day = '' }) =>
    call('settle', { step: 'paidElsewhere', orderId, paidAt: paidAt(day, at) }),
  agree: (order, { goodsBack = '', note = '' }) =>
    call('handleReturn', {
      step: 'agree',
      ...seenClaim(order),
      goodsBack: goodsBack !== 'no',
      ...(note === '' ? {} : { note }),
    }),
  refuse: (order, { reason = '' }) => call('handleReturn', { step: 'refuse', ...seenClaim(order), reason }),
  goodsBack: (order) => call('handleReturn', { step: 'goodsBack', ...seenClaim(order) }),
  answerReview: ({ orderId }, { decision, note = '' }) =>
    call('assessCredit', { step: 'answerReview', orderId, approve: decision === 'approve', note }),
  lookedAt: ({ orderId }) => call('settle', { step: 'lookedAt', orderId }),
};

/** @throws CallFailure */
export async function takeStep(step: OperatorStep, order: MerchantOrder, values: Values): Promise<void> {
  const trimmed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]));
  try {
    await TAKES[step](order, trimmed);
  } catch (error) {
    throw inItsWords(error, step, order);
  }
}

function inItsWords(error: unknown, step: OperatorStep, order: MerchantOrder): unknown {
  const words = CHANNEL_CANNOT[step];
  if (!words || !isCallFailure(error) || error.code !== 'CHANNEL_CANNOT') return error;
  return callFailure(error.code, naming(channelOf(order), words), error.details);
}

/** Which claim is answered: the one on the page, and no other that came in its place. */
function seenClaim({ orderId, claim }: MerchantOrder) {
  return { orderId, requestedAt: claim?.requestedAt ?? '' };
}

/** The day's last moment; of the day on which the order was read, that moment: the server takes no time to come. */
function paidAt(day: string, readAt: string): string {
  return day === dayOf(readAt) ? readAt : endOf(day);
}
