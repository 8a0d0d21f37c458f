import type { ClaimKind } from '../../cloudfunctions/shared/domain/order/order.ts';
import { CLAIM_COURSE, CLAIM_HINTS, CLAIM_MONEY, CLAIM_REASONS, CLAIM_TEXTS } from '../copy/claim';
import { CLAIM_KINDS } from '../copy/orders';
import { formatFen } from '../format/money';
import type { OrderAnswer } from './answers';

/** One of the things that can be wrong. */
interface KindView {
  readonly kind: ClaimKind;
  readonly label: string;
  readonly hint: string;
}

/** Goods of one kind, and how many of them the buyer sends back. */
export interface ReturnLine {
  readonly productId: string;
  readonly title: string;
  readonly pictureUrl: string;
  readonly unitPriceFen: number;
  /** How many were bought, at what price each. */
  readonly bought: string;
  /** How many of them can still be sent back. */
  readonly left: number;
  readonly chosen: number;
}

/** What the page of a claim shows before anything is chosen. */
export interface ClaimForm {
  readonly kinds: readonly KindView[];
  readonly lines: readonly ReturnLine[];
  /** What is, or was, to be paid for the order. */
  readonly payable: string;
  readonly payableFen: number;
  readonly paid: boolean;
  /** What happens with the money once the request is handed in. */
  readonly money: string;
}

const KINDS = { claimNotReceived: 'notReceived', claimProblem: 'problem', claimReturn: 'return' } as const;

export function claimForm(order: OrderAnswer): ClaimForm {
  const { can, lines, goodsLeft, payment, payableFen } = order;
  const possible = Object.entries(KINDS).filter(([step]) => (can as readonly string[]).includes(step));
  return {
    kinds: possible.map(([, kind]) => ({ kind, label: CLAIM_KINDS[kind], hint: CLAIM_HINTS[kind] })),
    lines: lines.map((line) => returnLine(line, goodsLeft)).filter(({ left }) => left > 0),
    payable: (payment ? CLAIM_TEXTS.paid : CLAIM_TEXTS.payable)(formatFen(payableFen)),
    payableFen,
    paid: payment !== null,
    money: moneyOf(order),
  };
}

/** All goods that have not come back yet come back, unless the buyer keeps some. */
function returnLine(
  { productId, title, pictureUrl, unitPriceFen, quantity }: OrderAnswer['lines'][number],
  goodsLeft: OrderAnswer['goodsLeft'],
): ReturnLine {
  const left = goodsLeft.find((one) => one.productId === productId)?.quantity ?? 0;
  return {
    productId,
    title,
    pictureUrl,
    unitPriceFen,
    bought: CLAIM_TEXTS.bought(formatFen(unitPriceFen), quantity),
    left,
    chosen: left,
  };
}

/** As long as it is not known what has come of a request to collect, the money may still be taken. */
function moneyOf({ payment, collectingFen, pending }: OrderAnswer): string {
  if (payment) return CLAIM_MONEY.paid;
  return collectingFen !== null || pending ? CLAIM_MONEY.collecting : CLAIM_MONEY.paused;
}

/** What depends on what is wrong: the reasons to tap on, and how it goes on. */
export function claimOf(kind: ClaimKind): {
  readonly reasons: readonly string[];
  readonly course: readonly string[];
} {
  return { reasons: CLAIM_REASONS[kind], course: CLAIM_COURSE[kind] };
}

/** What the chosen goods cost together. */
export function chosenText(lines: readonly ReturnLine[]): string {
  const chosenFen = lines.reduce((sum, { unitPriceFen, chosen }) => sum + unitPriceFen * chosen, 0);
  return CLAIM_TEXTS.chosen(formatFen(chosenFen));
}
