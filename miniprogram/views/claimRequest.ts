import type { Functions } from '../../cloudfunctions/shared/contract/functions.ts';
import type { ClaimKind } from '../../cloudfunctions/shared/domain/order/order.ts';
import { CLAIM_MISSING, REASON_BETWEEN } from '../copy/claim';
import { formatFen, parseYuan } from '../format/money';
import type { ReturnLine } from './claim';

/** What the buyer has put in so far. */
export interface ClaimInput {
  readonly kind: ClaimKind | '';
  readonly lines: readonly ReturnLine[];
  readonly payableFen: number;
  /** Yuan as typed; empty for all of it. */
  readonly amountText: string;
  /** The reason that was tapped on, and what was written beside it. */
  readonly reason: string;
  readonly reasonText: string;
}

type Request = Extract<Functions['handleReturn']['input'], { step: 'request' }>;

/** The request to hand in, or what is missing before it can be. */
export type Checked = { readonly request: Request } | { readonly missing: string };

/** As many characters as the function takes. */
const REASON_MAX = 100;

export function checkClaim(orderId: string, input: ClaimInput): Checked {
  const { kind } = input;
  if (kind === '') return { missing: CLAIM_MISSING.kind };
  const reason = reasonOf(input);
  const missing = missingIn(kind, input) ?? (reason === '' ? CLAIM_MISSING.reason : null);
  if (missing !== null) return { missing };
  const common = { step: 'request', orderId, reason } as const;
  switch (kind) {
    case 'notReceived':
      return { request: { ...common, kind } };
    case 'problem':
      return { request: { ...common, kind, ...amountOf(input) } };
    case 'return':
      return { request: { ...common, kind, ...itemsOf(input) } };
  }
}

/** How many characters are left to write beside the reason that was tapped on. */
export function charactersLeft(reason: string): number {
  return reason === '' ? REASON_MAX : REASON_MAX - reason.length - REASON_BETWEEN.length;
}

function missingIn(kind: ClaimKind, input: ClaimInput): string | null {
  if (kind === 'return' && input.lines.every(({ chosen }) => chosen === 0)) return CLAIM_MISSING.goods;
  return kind === 'problem' ? wrongAmount(input) : null;
}

/** What is wrong with the amount that was typed; null for one that can be asked for, or none at all. */
export function wrongAmount({
  amountText,
  payableFen,
}: Pick<ClaimInput, 'amountText' | 'payableFen'>): string | null {
  if (amountText.trim() === '') return null;
  const amountFen = parseYuan(amountText);
  if (amountFen === null || amountFen === 0) return CLAIM_MISSING.amount;
  return amountFen > payableFen ? CLAIM_MISSING.amountTooLarge(formatFen(payableFen)) : null;
}

function reasonOf({ reason, reasonText }: ClaimInput): string {
  return [reason, reasonText.trim()].filter(Boolean).join(REASON_BETWEEN);
}

function amountOf({ amountText }: ClaimInput): { readonly amountFen?: number } {
  const amountFen = parseYuan(amountText);
  return amountFen === null ? {} : { amountFen };
}

/** All goods together are asked for as such: the function knows what of them came back before. */
function itemsOf({ lines }: ClaimInput) {
  if (lines.every(({ chosen, left }) => chosen === left)) return {};
  const chosen = lines.filter((line) => line.chosen > 0);
  return { items: chosen.map(({ productId, chosen: quantity }) => ({ productId, quantity })) };
}
