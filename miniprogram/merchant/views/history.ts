import type { Actor, EventType } from '../../../cloudfunctions/shared/domain/order/events.ts';
import { EVENTS } from '../../copy/timeline';
import { formatFen } from '../../format/money';
import { formatMinute } from '../../format/time';
import { isKeyOf } from '../../views/keys';
import { isKnown, wordsFor } from '../../views/orderTimeline';
import { ACTORS, HISTORY, OUR_CODES } from '../copy/history';
import type { MerchantOrder } from './answers';

type Entry = MerchantOrder['history'][number];

/** Of these the note may be a code, ours or the channel's, instead of what somebody said. */
const WITH_CODE: readonly EventType[] = [
  'cancelled',
  'writtenOff',
  'cancelRefused',
  'chargeRefused',
  'lowerRefused',
  'withdrawRefused',
  'paidElsewhereRefused',
  'refundFailed',
];

/** One thing that happened to an order: what, who, when, and what was said. */
export interface HistoryLine {
  /** Its place, from the first on. */
  readonly key: number;
  readonly what: string;
  readonly who: string;
  readonly at: string;
  readonly amount: string;
  readonly note: string;
}

/** Everything that happened, the last first: that is what people look for. */
export function historyLines({ history }: Pick<MerchantOrder, 'history'>): readonly HistoryLine[] {
  return history.map(lineOf).reverse();
}

function lineOf({ type, at, role, staffNo, amountFen, note }: Entry, key: number): HistoryLine {
  const words = isKnown(type) ? wordsFor(EVENTS[type].operator, role) : null;
  return {
    key,
    what: words ?? HISTORY.unknown(type),
    who: whoOf(role, staffNo),
    at: formatMinute(at),
    amount: amountFen === null ? '' : formatFen(amountFen),
    note: noteOf(type, note),
  };
}

function whoOf(role: string, staffNo: string | null): string {
  const actor = isActor(role) ? ACTORS[role] : role;
  return staffNo === null ? actor : `${actor} ${HISTORY.staff(staffNo)}`;
}

function noteOf(type: string, note: string): string {
  if (!(WITH_CODE as readonly string[]).includes(type) || note === '') return note;
  return OUR_CODES[note] ?? (/^[A-Z0-9_]+$/.test(note) ? HISTORY.channelCode(note) : note);
}

function isActor(role: string): role is Actor['role'] {
  return isKeyOf(ACTORS, role);
}
