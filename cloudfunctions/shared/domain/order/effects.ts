import { DAY_MS } from '../duration.ts';
import type { OrderEvent } from './events.ts';
import type { AccountDuty, Order } from './order.ts';

/** The fields that an event changes. What is absent stays as it was. */
export type Effect = Partial<Omit<Order, '_id' | 'version' | 'buyerId' | 'history' | 'next'>>;

/** Tombstones of ended holds stay this long, so that a hold that is taken late fails. */
export const TOMBSTONE_MS = DAY_MS;

function duty(kind: AccountDuty['kind'], at: Date): AccountDuty {
  return { kind, at };
}

/**
 * What one event does to an order. The only place where an event becomes a change: the database write and
 * the replay of a history both use it.
 */
export function effectOf(event: OrderEvent): Effect {
  switch (event.type) {
    case 'created':
      return { state: 'created' };
    case 'approved':
      return { state: 'approved', assessment: event.assessment, approvedAt: event.at };
    case 'rejected':
      return {
        state: 'rejected',
        attempt: null,
        accountDuty: duty('release', event.at),
        ...(event.assessment ? { assessment: event.assessment } : {}),
      };
    case 'awaitingBuyer':
      return { channelOrderId: event.channelOrderId, attempt: null };
    case 'accepted':
      return { state: 'accepted', channelOrderId: event.channelOrderId, acceptedAt: event.at, attempt: null };
    case 'cancelRequested':
      return {};
    case 'cancelRefused':
      return { attempt: null, cancelRefusedAt: event.at };
    case 'cancelled':
      return { state: 'cancelled', attempt: null, accountDuty: duty('release', event.at) };
    case 'shipped':
      return { state: 'shipped', shipment: event.shipment };
    case 'delivered':
      return { deliveredAt: event.deliveredAt };
    case 'receiptAsked':
      return { receiptAskedAt: event.at };
    case 'received':
      return { state: 'received', receivedAt: event.at, chargeAt: event.chargeAt };
    default:
      return effectOnMoney(event);
  }
}

type MoneyEvent = Extract<
  OrderEvent,
  {
    type:
      | 'noticed'
      | 'chargePostponed'
      | 'chargeRequested'
      | 'chargeRefused'
      | 'collecting'
      | 'overdue'
      | 'settled'
      | 'writtenOff';
  }
>;

function effectOnMoney(event: MoneyEvent): Effect {
  switch (event.type) {
    case 'noticed':
      return { notice: event.notice, chargeAt: event.notice.chargeAt };
    case 'chargePostponed':
      return { notice: null, chargeAt: event.chargeAt };
    case 'chargeRequested':
      return { state: 'settling', notice: event.notice };
    case 'chargeRefused':
      return { state: 'received', attempt: null, notice: null, chargeAt: event.chargeAt };
    case 'collecting':
      return { state: 'settling', attempt: null, collectingSince: event.since, dueAt: event.dueAt };
    case 'overdue':
      return { state: 'overdue', accountDuty: duty('markOverdue', event.at) };
    case 'settled':
      return {
        state: 'settled',
        attempt: null,
        payment: event.payment,
        accountDuty: duty('consume', event.at),
      };
    case 'writtenOff':
      return { state: 'writtenOff', attempt: null, accountDuty: duty('release', event.at) };
  }
}
