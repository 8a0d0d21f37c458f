import { claimOver } from './claimEffects.ts';
import { type Before, duty, type Effect } from './effect.ts';
import type { OrderEvent } from './events.ts';

/** From the notice to the end of the collection. */
type ChargeEvent = Extract<
  OrderEvent,
  {
    type:
      | 'noticed'
      | 'chargePostponed'
      | 'chargeRequested'
      | 'chargeRefused'
      | 'collecting'
      | 'autoChargeSwitched'
      | 'reminded'
      | 'overdue'
      | 'settled'
      | 'writtenOff';
  }
>;

/** What may change while the channel collects. */
type AmountEvent = Extract<
  OrderEvent,
  {
    type:
      | 'lowered'
      | 'lowerRequested'
      | 'collectionLowered'
      | 'lowerRefused'
      | 'withdrawRequested'
      | 'withdrawRefused'
      | 'collectAgainRequested'
      | 'collectAgainEnded'
      | 'paidElsewhereReported'
      | 'paidElsewhereRefused';
  }
>;

export type CollectionEvent = ChargeEvent | AmountEvent;

/** Everything that concerns the charge, from the notice to the payment. */
export function effectOnCollection(event: CollectionEvent, before: Before): Effect {
  // Who pays late by a tap stays overdue until the money has come.
  const late = before.state === 'overdue';
  switch (event.type) {
    case 'noticed':
      return { notice: event.notice, chargeAt: event.notice.chargeAt };
    case 'chargePostponed':
      return { notice: null, chargeAt: event.chargeAt };
    case 'chargeRequested':
      return { ...(late ? {} : { state: 'settling' }), notice: event.notice };
    case 'chargeRefused':
      return {
        ...(late ? {} : { state: 'received', payBy: event.payBy }),
        attempt: null,
        notice: null,
        chargeAt: event.chargeAt,
      };
    case 'collecting':
      return {
        ...(late ? {} : { state: 'settling', dueAt: event.dueAt }),
        attempt: null,
        collectingSince: event.since,
        collectingFen: event.amountFen,
      };
    case 'autoChargeSwitched': {
      const { on: autoCharge, chargeAt, payBy } = event;
      return { autoCharge, chargeAt, payBy, notice: null, reminders: null };
    }
    case 'reminded':
      return { reminders: { count: (before.reminders?.count ?? 0) + 1, lastAt: event.at } };
    case 'overdue':
      return {
        state: 'overdue',
        dueAt: before.dueAt ?? before.payBy,
        reminders: null,
        accountDuty: duty('markOverdue', event.at),
      };
    case 'settled':
      return {
        state: 'settled',
        attempt: null,
        payment: event.payment,
        accountDuty: duty('consume', event.at),
      };
    case 'writtenOff':
      return {
        ...claimOver(before, event.at),
        state: 'writtenOff',
        attempt: null,
        payableFen: 0,
        withdrawRefusedAt: null,
        accountDuty: duty('release', event.at),
      };
    default:
      return effectOnAmount(event);
  }
}

function effectOnAmount(event: AmountEvent): Effect {
  switch (event.type) {
    case 'lowered':
      return { payableFen: event.payableFen, loweredAt: event.at };
    case 'collectionLowered':
      return { collectingFen: event.amountFen, ...(event.asked ? { attempt: null } : {}) };
    case 'lowerRefused':
      return { attempt: null, lowerRefusedAt: event.at };
    case 'withdrawRefused':
      return { attempt: null, withdrawRefusedAt: event.at };
    case 'collectAgainEnded':
    case 'paidElsewhereRefused':
      return { attempt: null };
    // What they set is the open call, which the step writes beside them.
    case 'lowerRequested':
    case 'withdrawRequested':
    case 'collectAgainRequested':
    case 'paidElsewhereReported':
      return {};
  }
}
