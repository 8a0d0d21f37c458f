import { nextNumber, type StandIn } from '../stand-in.ts';
import { type EventType, events } from './envelope.ts';

/** Has the merchant told of an event, at once as far as the clock goes. Nothing happens without a URL. */
export function notify(
  standIn: StandIn,
  url: string | undefined,
  type: EventType,
  resource: Readonly<Record<string, unknown>>,
): void {
  if (url === undefined) return;
  const { state, clock, schedule } = standIn;
  const id = nextNumber(standIn, 'EV');
  const lost = state.behaviour.callbacks === 'lost';
  state.deliveries.set(id, {
    event: {
      id,
      type,
      createdAtMs: clock.now(),
      resource,
      associatedData: state.sequence % 2 === 0 ? events[type].original : '',
    },
    url,
    status: lost ? 'lost' : 'pending',
    attempts: [],
    repeats: state.behaviour.callbacks === 'duplicate' ? 1 : 0,
  });
  if (!lost) schedule.plan({ atMs: clock.now(), kind: 'deliver', key: id });
}
