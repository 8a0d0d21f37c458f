import type { OrderState } from '../../cloudfunctions/shared/domain/order/states.ts';
import { STATE_NAMES } from '../copy/common';
import { CARD, claimInWords, TO_DO } from '../copy/orders';
import { formatFen, spokenFen } from '../format/money';
import type { ListedOrder } from './answers';

/** Goods of one kind, as lists show them. */
export interface GoodsView {
  readonly productId: string;
  readonly title: string;
  readonly pictureUrl: string;
  readonly times: string;
  readonly amount: string;
  /** The amount as a screen reader says it. */
  readonly spoken: string;
}

/** Something that waits, on an order's card. */
export interface ToDo {
  readonly text: string;
  /** Whether it is late, or about to be. */
  readonly urgent: boolean;
}

/** One order in a list. */
export interface OrderCardView {
  readonly orderId: string;
  readonly state: string;
  readonly tone: Tone;
  readonly goods: readonly GoodsView[];
  /** How many more kinds of goods there are; empty if all are shown. */
  readonly otherGoods: string;
  readonly pieces: string;
  readonly amount: string;
  /** When what amount is due, in the server's words; empty once nothing is. */
  readonly owed: string;
  readonly toDo: ToDo | null;
  /** What a screen reader says of it. */
  readonly spoken: string;
}

export type Tone = 'primary' | 'warning' | 'danger' | 'success' | 'default';

const TONES: Readonly<Record<OrderState, Tone>> = {
  created: 'warning',
  approved: 'warning',
  accepted: 'primary',
  shipped: 'primary',
  received: 'warning',
  settling: 'primary',
  overdue: 'danger',
  settled: 'success',
  rejected: 'default',
  cancelled: 'default',
  returned: 'default',
  writtenOff: 'default',
};

const SHOWN_LINES = 2;

export function orderCard(order: ListedOrder): OrderCardView {
  const { orderId, state, lines, owedText } = order;
  const others = lines.length - SHOWN_LINES;
  const toDo = toDoOf(order);
  return {
    orderId,
    state: STATE_NAMES[state],
    tone: toneOf(state),
    goods: lines.slice(0, SHOWN_LINES).map(goodsView),
    otherGoods: others > 0 ? CARD.otherLines(others) : '',
    pieces: CARD.pieces(lines.reduce((sum, { quantity }) => sum + quantity, 0)),
    amount: amountOf(order, formatFen),
    owed: owedText ?? '',
    toDo,
    spoken: [
      CARD.spoken(STATE_NAMES[state], goodsInWords(order), amountOf(order, spokenFen)),
      ...(owedText === null ? [] : [owedText]),
      ...(toDo === null ? [] : [toDo.text]),
    ].join(CARD.between),
  };
}

export function toneOf(state: OrderState): Tone {
  return TONES[state];
}

export function goodsView(line: ListedOrder['lines'][number]): GoodsView {
  const { productId, title, pictureUrl, quantity, amountFen } = line;
  return {
    productId,
    title,
    pictureUrl,
    times: CARD.times(quantity),
    amount: formatFen(amountFen),
    spoken: spokenFen(amountFen),
  };
}

/** `白瓷茶具`, or `白瓷茶具等 3 种商品`. */
export function goodsInWords({ lines }: Pick<ListedOrder, 'lines'>): string {
  const first = lines[0]?.title ?? '';
  return lines.length > 1 ? CARD.severalLines(first, lines.length) : first;
}

function amountOf({ payment, owedText, payableFen }: ListedOrder, inWords: (fen: number) => string): string {
  if (payment) return CARD.paid(inWords(payment.paidFen));
  return owedText === null ? CARD.nothing : CARD.payable(inWords(payableFen));
}

/** The one thing about an order that cannot wait; the order's own page says all of them. */
function toDoOf({ pending, claim, reminder, receiptAsked, state }: ListedOrder): ToDo | null {
  if (pending) return { text: TO_DO.pending, urgent: false };
  // A claim without a deadline has ended.
  if (claim?.deadline) return { text: claimInWords(claim), urgent: claim.stage === 'agreed' };
  if (reminder) return { text: reminder.text, urgent: true };
  if (receiptAsked) return { text: TO_DO.receiptAsked, urgent: false };
  if (state === 'created' || state === 'approved') return { text: TO_DO.unfinished, urgent: false };
  return null;
}
