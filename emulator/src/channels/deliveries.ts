import type { Clock } from '../kernel/clock.ts';
import { secondMs } from './times.ts';

/** One event on its way to the merchant. */
export interface Delivery<Event, Attempt> {
  readonly event: Event;
  readonly url: string;
  readonly status: 'pending' | 'delivered' | 'lost' | 'given up';
  readonly attempts: readonly Attempt[];
  /** How many more times it is sent although the merchant has it already. */
  readonly repeats: number;
  /** What the event is about, if the next event about the same is to overtake this one. */
  readonly heldFor?: string;
}

/** A stand-in, as far as it tells its merchant of events. */
export interface Outbox<Event, Attempt> {
  readonly clock: Clock;
  readonly schedule: {
    plan(job: { readonly atMs: number; readonly kind: 'deliver'; readonly key: string }): void;
    drop(kind: 'deliver', key: string): void;
    isPlanned(kind: 'deliver', key: string): boolean;
  };
  readonly state: {
    /** By id of the event. */
    readonly deliveries: Map<string, Delivery<Event, Attempt>>;
  };
}

/** How one vendor sends an event. */
export interface Sending<Event, Attempt> {
  send(
    delivery: Delivery<Event, Attempt>,
  ): Promise<{ readonly attempt: Attempt; readonly accepted: boolean }>;
  /** From one failed attempt to the next. */
  retryDelaysMs(event: Event): readonly number[];
}

const deliveriesKept = 500;

/** Observed: the same callback may come again about a second after it was answered. */
export const repeatDelayMs = secondMs;

/** Sends one pending delivery once and plans what follows from the answer. */
export async function attemptDelivery<Event, Attempt>(
  outbox: Outbox<Event, Attempt>,
  id: string,
  { send, retryDelaysMs }: Sending<Event, Attempt>,
): Promise<void> {
  const delivery = outbox.state.deliveries.get(id);
  if (!delivery) return;
  const { attempt, accepted } = await send(delivery);
  // A reset or import while the merchant was thinking: this delivery belongs to another life.
  if (outbox.state.deliveries.get(id) !== delivery) return;
  const attempts = [...delivery.attempts, attempt];
  const next = accepted ? settled(delivery) : failed(retryDelaysMs(delivery.event)[attempts.length - 1]);
  outbox.state.deliveries.set(id, { ...delivery, ...next.change, attempts });
  forgetOldest(outbox.state.deliveries);
  if (next.delayMs !== null) sendIn(outbox, next.delayMs, id);
}

export function sendIn(
  { schedule, clock }: Pick<Outbox<unknown, unknown>, 'schedule' | 'clock'>,
  delayMs: number,
  id: string,
): void {
  schedule.plan({ atMs: clock.now() + delayMs, kind: 'deliver', key: id });
}

/** Of those that are over, the last ones are kept to be looked at. */
export function forgetOldest(deliveries: Map<string, Delivery<unknown, unknown>>): void {
  const over = [...deliveries].filter(([, { status, repeats }]) => status !== 'pending' && repeats === 0);
  for (const [id] of over.slice(0, -deliveriesKept)) deliveries.delete(id);
}

interface Next {
  readonly change: Partial<Pick<Delivery<unknown, unknown>, 'status' | 'repeats'>>;
  readonly delayMs: number | null;
}

function settled({ repeats }: Delivery<unknown, unknown>): Next {
  const change = { status: 'delivered', repeats: Math.max(0, repeats - 1) } as const;
  return { change, delayMs: repeats > 0 ? repeatDelayMs : null };
}

function failed(delayMs: number | undefined): Next {
  return delayMs === undefined ? { change: { status: 'given up' }, delayMs: null } : { change: {}, delayMs };
}
