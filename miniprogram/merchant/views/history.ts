import type { Actor, EventType } from '../../../cloudfunctions/shared/domain/order/events.ts';
import type { ChannelWords } from '../../copy/channels';
import { EVENTS } from '../../copy/timeline';
import { formatFen } from '../../format/money';
import { formatMinute } from '../../format/time';
import { channelOf, naming } from '../../views/channel';
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
export function historyLines(order: Pick<MerchantOrder, 'history' | 'channel'>): readonly HistoryLine[] {
  const channel = channelOf(order);
  return order.history.map((entry, key) => lineOf(entry, key, channel)).reverse();
}

function lineOf(entry: Entry, key: number, channel: ChannelWords): HistoryLine {
  const { type, at, role, staffNo, amountFen, note } = entry;
  const words = isKnown(type) ? wordsFor(EVENTS[type].operator, role) : null;
  return {
    key,
    what: words === null ? HISTORY.unknown(type) : naming(channel, words),
    who: whoOf(role, staffNo, channel),
    at: formatMinute(at),
    amount: amountFen === null ? '' : formatFen(amountFen),
    note: noteOf(type, note, channel),
  };
}

function whoOf(role: string, staffNo: string | null, channel: ChannelWords): string {
  const actor = isActor(role) ? naming(channel, ACTORS[role]) : role;
  return staffNo === null ? actor : `${actor} ${HISTORY.staff(staffNo)}`;
}

function noteOf(type: string, note: string, channel: ChannelWords): string {
  if (!(WITH_CODE as readonly string[]).includes(type) || note === '') return note;
  // What people wrote may be the name of something that every object has.
  const ours = isKeyOf(OUR_CODES, note) ? OUR_CODES[note] : undefined;
  if (ours) return naming(channel, ours);
  return /^[A-Z0-9_]+$/.test(note) ? HISTORY.channelCode(note) : note;
}

function isActor(role: string): role is Actor['role'] {
  return isKeyOf(ACTORS, role);
}
