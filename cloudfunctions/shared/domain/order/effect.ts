import { DAY_MS } from '../duration.ts';
import type { AccountDuty, Order } from './order.ts';

/** The fields that an event changes. What is absent stays as it was. */
export type Effect = Partial<Omit<Order, '_id' | 'version' | 'buyerId' | 'history' | 'next'>>;

/** What of an order decides how an event changes it. */
export type Before = Pick<
  Order,
  'state' | 'refunds' | 'claim' | 'payBy' | 'dueAt' | 'reminders' | 'collectingSince'
>;

/** Tombstones of ended holds stay this long, so that a hold that is taken late fails. */
export const TOMBSTONE_MS = DAY_MS;

export function duty(kind: AccountDuty['kind'], at: Date): AccountDuty {
  return { kind, at };
}
