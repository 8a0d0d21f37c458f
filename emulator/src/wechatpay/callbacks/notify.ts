import { announce } from '../../channels/announce.ts';
import { nextNumber } from '../../channels/numbers.ts';
import type { StandIn } from '../stand-in.ts';
import { type CallbackEvent, type EventType, events } from './envelope.ts';

type Resource = Readonly<Record<string, unknown>>;

/** Has the merchant told of an event, at once as far as the clock goes. Nothing happens without a URL. */
export function notify(standIn: StandIn, url: string | undefined, type: EventType, resource: Resource): void {
  if (url === undefined) return;
  const { callbacks, callbackDelayMs } = standIn.state.behaviour;
  announce(standIn, {
    url,
    about: orderOf(standIn, resource),
    scenario: callbacks,
    delayMs: callbackDelayMs,
    event: () => newEvent(standIn, type, resource),
  });
}

/** What an event is about: an order, also if it tells of a refund; else a user's authorisation. */
function orderOf({ state }: StandIn, { out_order_no, out_refund_no, openid }: Resource): string {
  const refund = typeof out_refund_no === 'string' ? state.refunds.get(out_refund_no) : undefined;
  return String(out_order_no ?? refund?.outOrderNo ?? openid);
}

function newEvent(
  standIn: StandIn,
  type: EventType,
  resource: Resource,
): { readonly id: string; readonly event: CallbackEvent } {
  const id = nextNumber(standIn, 'EV');
  const associatedData = standIn.state.sequence % 2 === 0 ? events[type].original : '';
  return { id, event: { id, type, createdAtMs: standIn.clock.now(), resource, associatedData } };
}
