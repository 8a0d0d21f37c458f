import { formatFen, spokenFen } from '../../format/money';
import { formatMoment } from '../../format/time';
import { channelOf } from '../../views/channel';
import { type GoodsView, goodsView, type Tone, toneOf } from '../../views/orderCard';
import { deliveryBlock, shipmentBlock } from '../../views/orderRecords';
import type { Block } from '../../views/row';
import { MERCHANT_STATES } from '../copy/merchant';
import { ORDER } from '../copy/order';
import { MERCHANT_UPCOMING } from '../copy/upcoming';
import { amountOf, isAboutMoney } from './amount';
import type { MerchantOrder } from './answers';
import { type AssessmentBlock, assessmentBlock } from './assessment';
import { type AttentionEntry, attentionOf } from './attention';
import { type ClaimBlock, claimBlock } from './claim';
import { type HistoryLine, historyLines } from './history';
import { moneyBlock } from './money';
import { deliveryText, recordBlock } from './records';
import { reviewBlock } from './review';
import { type StepViews, stepsOf } from './steps';

/** One order, as the merchant's people see it. */
export interface OrderPage {
  readonly state: string;
  readonly tone: Tone;
  readonly amount: string;
  /** Whether that is to be paid, or was. */
  readonly counts: boolean;
  /** Its channel, where that is not the usual one; else empty. */
  readonly channel: string;
  readonly spoken: string;
  /** While the channel has not answered: that it is asked. Empty otherwise. */
  readonly pending: string;
  readonly attention: readonly AttentionEntry[];
  readonly coming: readonly string[];
  readonly steps: StepViews;
  readonly claim: ClaimBlock | null;
  readonly review: Block | null;
  readonly reasons: readonly string[];
  readonly money: Block;
  readonly goods: readonly GoodsView[];
  readonly delivery: Block;
  /** What the button copies; empty for none. */
  readonly deliveryText: string;
  /** Without a line before the parcel was sent. */
  readonly shipment: Block;
  readonly assessment: AssessmentBlock | null;
  readonly record: Block;
  readonly history: readonly HistoryLine[];
}

export function orderPage(order: MerchantOrder): OrderPage {
  const { state } = order;
  const now = new Date(order.at);
  const { name, tag } = channelOf(order);
  return {
    state: MERCHANT_STATES[state],
    tone: toneOf(state),
    amount: amountOf(order, formatFen),
    counts: isAboutMoney(order),
    channel: tag,
    spoken: [MERCHANT_STATES[state], tag, amountOf(order, spokenFen)].filter(Boolean).join('，'),
    pending: order.pending ? ORDER.pending(name) : '',
    attention: attentionOf(order),
    coming: comingUp(order, now),
    steps: stepsOf(order),
    claim: claimBlock(order, now),
    review: reviewBlock(order),
    reasons: order.reasons.map(({ message }) => message),
    money: moneyBlock(order),
    goods: order.lines.map(goodsView),
    delivery: deliveryBlock(order),
    deliveryText: deliveryText(order),
    shipment: shipmentBlock(order),
    assessment: assessmentBlock(order),
    record: recordBlock(order),
    history: historyLines(order),
  };
}

function comingUp({ upcoming, payableFen }: MerchantOrder, now: Date): readonly string[] {
  const amount = formatFen(payableFen);
  return upcoming.map(({ action, at }) => MERCHANT_UPCOMING[action](formatMoment(at, now), amount));
}
