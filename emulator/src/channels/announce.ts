import { type Delivery, forgetOldest, type Outbox, repeatDelayMs, sendIn } from './deliveries.ts';

/** An event that has happened, and how the merchant is to hear of it. */
export interface Announcement<Event> {
  readonly url: string;
  /** What it is about, such as an order. */
  readonly about: string;
  /** `lost`, `duplicate`, `duplicateNewId`, `late` or `reversed`; with any other it is sent at once. */
  readonly scenario: string;
  /** How long late and reversed hold it back. */
  readonly delayMs: number;
  /** The event under a new id, each time it is asked for. */
  event(): { readonly id: string; readonly event: Event };
}

/** Has the merchant told of an event, at once as far as the clock goes unless the scenario has it otherwise. */
export function announce<Event, Attempt>(
  outbox: Outbox<Event, Attempt>,
  announcement: Announcement<Event>,
): void {
  const { scenario, delayMs } = announcement;
  const remember = (unusual: Partial<Delivery<Event, Attempt>> = {}) => keep(outbox, announcement, unusual);
  switch (scenario) {
    case 'lost':
      remember({ status: 'lost' });
      forgetOldest(outbox.state.deliveries);
      break;
    case 'duplicate':
      sendIn(outbox, 0, remember({ repeats: 1 }));
      break;
    case 'duplicateNewId':
      sendIn(outbox, 0, remember());
      sendIn(outbox, repeatDelayMs, remember());
      break;
    case 'late':
      sendIn(outbox, delayMs, remember());
      break;
    case 'reversed':
      reverse(outbox, announcement);
      break;
    default:
      sendIn(outbox, 0, remember());
  }
}

/** Holds an event back, so that the next one about the same overtakes it. */
function reverse<Event, Attempt>(outbox: Outbox<Event, Attempt>, announcement: Announcement<Event>): void {
  const { deliveries } = outbox.state;
  const { about, delayMs } = announcement;
  // One that is being sent just now has no attempt on record yet, but nothing planned any more either.
  const held = [...deliveries].find(
    ([id, one]) =>
      one.heldFor === about && one.attempts.length === 0 && outbox.schedule.isPlanned('deliver', id),
  );
  if (!held) {
    sendIn(outbox, delayMs, keep(outbox, announcement, { heldFor: about }));
    return;
  }
  const [id, { heldFor, ...released }] = held;
  deliveries.set(id, released);
  outbox.schedule.drop('deliver', id);
  sendIn(outbox, 0, keep(outbox, announcement, {}));
  sendIn(outbox, repeatDelayMs, id);
}

/** @returns the event's id */
function keep<Event, Attempt>(
  { state }: Outbox<Event, Attempt>,
  { url, event: happened }: Announcement<Event>,
  unusual: Partial<Delivery<Event, Attempt>>,
): string {
  const { id, event } = happened();
  state.deliveries.set(id, { event, url, status: 'pending', attempts: [], repeats: 0, ...unusual });
  return id;
}
