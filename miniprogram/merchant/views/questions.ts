import type { OperatorStep } from '../../../cloudfunctions/shared/domain/order/steps.ts';
import { formatFen, parseYuan } from '../../format/money';
import type { Question } from '../../services/ask';
import { channelOf } from '../../views/channel';
import { type Effect, QUESTIONS } from '../copy/questions';
import type { MerchantOrder } from './answers';
import { dayInWords } from './days';
import type { Values } from './fields';

type QuestionOf = (order: MerchantOrder, values: Values) => Question;

/** What is asked before each step that moves money or cannot be undone; null for the others. */
const ASKED: Readonly<Record<OperatorStep, QuestionOf | null>> = {
  ship: null,
  recordDelivery: null,
  recordUndelivered: ({ payableFen }) => QUESTIONS.undelivered(formatFen(payableFen)),
  lower: (order, values) =>
    QUESTIONS.lower(changeTo(order, parseYuan(values['amount'] ?? '') ?? order.payableFen), effectOn(order)),
  collectAgain: (order) =>
    QUESTIONS.collectAgain(channelOf(order), formatFen(order.collectingFen ?? order.payableFen)),
  notePaidElsewhere: (order, values) => {
    const day = dayInWords(values['day'] ?? '', new Date(order.at));
    return QUESTIONS.paidElsewhere(channelOf(order), formatFen(order.payableFen), day);
  },
  agree: (order, values) => {
    const comesBack = order.claim?.kind === 'return' && values['goodsBack'] !== 'no';
    const ask = comesBack ? QUESTIONS.agreeFirst : QUESTIONS.agreeAtOnce;
    return ask(claimedChange(order), effectOn(order));
  },
  refuse: ({ claim, payableFen, payment }) => {
    const claimed = formatFen(claim?.amountFen ?? 0);
    return payment ? QUESTIONS.refusePaid(claimed) : QUESTIONS.refuse(claimed, formatFen(payableFen));
  },
  goodsBack: (order) => QUESTIONS.goodsBack(claimedChange(order), effectOn(order)),
  answerReview: ({ amountFen }, values) =>
    values['decision'] === 'approve'
      ? QUESTIONS.approve(formatFen(amountFen))
      : QUESTIONS.keep(formatFen(amountFen)),
  lookedAt: ({ attention }) => QUESTIONS.lookedAt(attention.length),
};

/** What an operator is asked before this step is taken; null if nothing. */
export function questionBefore(step: OperatorStep, order: MerchantOrder, values: Values): Question | null {
  return ASKED[step]?.(order, values) ?? null;
}

function claimedChange(order: MerchantOrder) {
  return changeTo(order, order.claim?.payableAfterFen ?? order.payableFen);
}

function changeTo(order: MerchantOrder, toFen: number) {
  const { payableFen } = order;
  return {
    from: formatFen(payableFen),
    to: formatFen(toFen),
    nothingLeft: toFen === 0,
    difference: formatFen(payableFen - toFen),
    channel: channelOf(order),
  };
}

function effectOn({ payment, collectingFen }: MerchantOrder): Effect {
  if (payment) return payment.transactionId === null ? 'refundedByHand' : 'refunded';
  return collectingFen === null ? 'notCharged' : 'collecting';
}
