import type { Behaviour } from '../behaviour.ts';
import type { StandIn } from '../stand-in.ts';
import { hourMs, minuteMs, rfc3339Time, secondMs } from '../times.ts';
import type { CallbackEvent } from './envelope.ts';
import { type Message, messageOf, probeOf } from './message.ts';

/** How the emulator reaches a merchant's callback URL. Rejects if there is no answer. */
export type CallbackDelivery = (
  url: string,
  headers: Record<string, string>,
  body: Buffer,
) => Promise<{ status: number }>;

/** One event on its way to the merchant. */
export interface Delivery {
  readonly event: CallbackEvent;
  readonly url: string;
  readonly status: 'pending' | 'delivered' | 'lost' | 'given up';
  readonly attempts: readonly Attempt[];
  /** How many more times it is sent although the merchant has it already. */
  readonly repeats: number;
  /** The order whose next event is to overtake this one. */
  readonly heldFor?: string;
}

interface Attempt {
  readonly at: string;
  readonly sentAs: Behaviour['callbacks'];
  /** The `Wechatpay-Serial` that it was sent under. */
  readonly serial: string;
  readonly outcome: Outcome;
  /** What the merchant answered to the probe just before; anything but a 2xx is right. */
  readonly probe?: Outcome;
  /** What he answered to the same event, sent at the same moment (`twice`). */
  readonly twin?: Outcome;
}

/** The merchant's HTTP status, or why there was none. */
type Outcome = number | string;

/** Merchants have this long to answer; it is real time, as all time-outs are. */
const answerTimeoutMs = 5 * secondMs;

/** From one failed attempt to the next. https://pay.weixin.qq.com/doc/v3/merchant/4012071382 */
export const retryDelaysMs: readonly number[] = [
  ...[15, 15, 30].map((seconds) => seconds * secondMs),
  ...[3, 10, 20, 30, 30, 30, 60].map((minutes) => minutes * minuteMs),
  ...[3, 3, 3, 6, 6].map((hours) => hours * hourMs),
];

const deliveriesKept = 500;

/** Observed: the same callback may come again about a second after it was answered. */
export const repeatDelayMs = secondMs;

/** Sends one pending delivery once and plans what follows from the answer. */
export async function attemptDelivery(standIn: StandIn, id: string): Promise<void> {
  const delivery = standIn.state.deliveries.get(id);
  if (!delivery) return;
  const at = rfc3339Time(standIn.clock.now());
  const attempt = { at, ...(await send(standIn, delivery)) };
  // A reset or import while the merchant was thinking: this delivery belongs to another life.
  if (standIn.state.deliveries.get(id) !== delivery) return;
  const attempts = [...delivery.attempts, attempt];
  const accepted = isAccepted(attempt.outcome) && isAccepted(attempt.twin ?? attempt.outcome);
  const next = accepted ? settled(delivery) : failed(attempts.length);
  standIn.state.deliveries.set(id, { ...delivery, ...next.change, attempts });
  forgetOldest(standIn.state.deliveries);
  if (next.delayMs !== null) {
    standIn.schedule.plan({ atMs: standIn.clock.now() + next.delayMs, kind: 'deliver', key: id });
  }
}

function isAccepted(outcome: Outcome): boolean {
  return outcome === 200 || outcome === 204;
}

/** Of those that are over, the last ones are kept to be looked at. */
export function forgetOldest(deliveries: Map<string, Delivery>): void {
  const over = [...deliveries].filter(([, { status, repeats }]) => status !== 'pending' && repeats === 0);
  for (const [id] of over.slice(0, -deliveriesKept)) deliveries.delete(id);
}

interface Next {
  readonly change: Partial<Delivery>;
  readonly delayMs: number | null;
}

function settled(delivery: Delivery): Next {
  const change = { status: 'delivered', repeats: Math.max(0, delivery.repeats - 1) } as const;
  return { change, delayMs: delivery.repeats > 0 ? repeatDelayMs : null };
}

function failed(attempts: number): Next {
  const delayMs = retryDelaysMs[attempts - 1] ?? null;
  return { change: delayMs === null ? { status: 'given up' } : {}, delayMs };
}

async function send(standIn: StandIn, { event, url }: Delivery): Promise<Omit<Attempt, 'at'>> {
  const sentAs = standIn.state.behaviour.callbacks;
  const message = await messageOf(standIn, event);
  if (sentAs === 'twice') {
    const both = [message, await messageOf(standIn, event)] as const;
    const [outcome, twin] = await Promise.all([post(standIn, url, both[0]), post(standIn, url, both[1])]);
    return { sentAs, serial: message.serial, outcome, twin };
  }
  const probed = sentAs === 'probe' ? { probe: await post(standIn, url, probeOf(message)) } : {};
  return { sentAs, serial: message.serial, ...probed, outcome: await post(standIn, url, message) };
}

async function post(standIn: StandIn, url: string, { headers, body }: Message): Promise<Outcome> {
  const { promise: tooLate, cancel } = answerTimeout();
  try {
    return (await Promise.race([standIn.deliver(destinationOf(standIn, url), headers, body), tooLate]))
      .status;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    cancel();
  }
}

/** A developer may have callbacks to a public host led to a server of his own. */
function destinationOf({ state }: StandIn, url: string): string {
  const { host, pathname } = new URL(url);
  const origin = state.callbackTo.get(host);
  return origin === undefined ? url : `${origin}${pathname}`;
}

function answerTimeout() {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer within 5 s')), answerTimeoutMs);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
