import { nextNumber, type StandIn } from '../stand-in.ts';
import { type Delivery, forgetOldest, repeatDelayMs } from './delivery.ts';
import { type EventType, events } from './envelope.ts';

type Resource = Readonly<Record<string, unknown>>;

/** Has the merchant told of an event, at once as far as the clock goes. Nothing happens without a URL. */
export function notify(standIn: StandIn, url: string | undefined, type: EventType, resource: Resource): void {
  if (url === undefined) return;
  const happened = { url, type, resource };
  const { callbacks, callbackDelayMs } = standIn.state.behaviour;
  switch (callbacks) {
    case 'lost':
      remember(standIn, happened, { status: 'lost' });
      forgetOldest(standIn.state.deliveries);
      break;
    case 'duplicate':
      sendIn(standIn, 0, remember(standIn, happened, { repeats: 1 }));
      break;
    case 'duplicateNewId':
      sendIn(standIn, 0, remember(standIn, happened));
      sendIn(standIn, repeatDelayMs, remember(standIn, happened));
      break;
    case 'late':
      sendIn(standIn, callbackDelayMs, remember(standIn, happened));
      break;
    case 'reversed':
      reverse(standIn, happened);
      break;
    default:
      sendIn(standIn, 0, remember(standIn, happened));
  }
}

interface Happened {
  readonly url: string;
  readonly type: EventType;
  readonly resource: Resource;
}

/** Holds an event back, so that the next one of the same order overtakes it. */
function reverse(standIn: StandIn, happened: Happened): void {
  const { deliveries, behaviour } = standIn.state;
  const order = orderOf(standIn, happened.resource);
  // One that is being sent just now has no attempt on record yet, but nothing planned any more either.
  const held = [...deliveries].find(
    ([id, one]) =>
      one.heldFor === order && one.attempts.length === 0 && standIn.schedule.isPlanned('deliver', id),
  );
  if (!held) {
    sendIn(standIn, behaviour.callbackDelayMs, remember(standIn, happened, { heldFor: order }));
    return;
  }
  const [id, { heldFor, ...released }] = held;
  deliveries.set(id, released);
  standIn.schedule.drop('deliver', id);
  sendIn(standIn, 0, remember(standIn, happened));
  sendIn(standIn, repeatDelayMs, id);
}

/** What an event is about: an order, also if it tells of a refund; else a user's authorisation. */
function orderOf({ state }: StandIn, { out_order_no, out_refund_no, openid }: Resource): string {
  const refund = typeof out_refund_no === 'string' ? state.refunds.get(out_refund_no) : undefined;
  return String(out_order_no ?? refund?.outOrderNo ?? openid);
}

/** @returns the event's id */
function remember(
  standIn: StandIn,
  { url, type, resource }: Happened,
  unusual: Partial<Delivery> = {},
): string {
  const { state, clock } = standIn;
  const id = nextNumber(standIn, 'EV');
  const associatedData = state.sequence % 2 === 0 ? events[type].original : '';
  state.deliveries.set(id, {
    event: { id, type, createdAtMs: clock.now(), resource, associatedData },
    url,
    status: 'pending',
    attempts: [],
    repeats: 0,
    ...unusual,
  });
  return id;
}

function sendIn({ schedule, clock }: StandIn, delayMs: number, id: string): void {
  schedule.plan({ atMs: clock.now() + delayMs, kind: 'deliver', key: id });
}
