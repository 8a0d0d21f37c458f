import type { Delivery, Sending } from '../../channels/deliveries.ts';
import { reach } from '../../channels/reach.ts';
import { hourMs, minuteMs, rfc3339Time, secondMs } from '../../channels/times.ts';
import type { Behaviour } from '../behaviour.ts';
import type { StandIn } from '../stand-in.ts';
import type { CallbackEvent } from './envelope.ts';
import { messageOf, probeOf } from './message.ts';

export interface Attempt {
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

/** From one failed attempt to the next. https://pay.weixin.qq.com/doc/v3/merchant/4012071382 */
export const retryDelaysMs: readonly number[] = [
  ...[15, 15, 30].map((seconds) => seconds * secondMs),
  ...[3, 10, 20, 30, 30, 30, 60].map((minutes) => minutes * minuteMs),
  ...[3, 3, 3, 6, 6].map((hours) => hours * hourMs),
];

export function sending(standIn: StandIn): Sending<CallbackEvent, Attempt> {
  return {
    retryDelaysMs: () => retryDelaysMs,
    async send(delivery) {
      const at = rfc3339Time(standIn.clock.now());
      const attempt = { at, ...(await send(standIn, delivery)) };
      return {
        attempt,
        accepted: isAccepted(attempt.outcome) && isAccepted(attempt.twin ?? attempt.outcome),
      };
    },
  };
}

function isAccepted(outcome: Outcome): boolean {
  return outcome === 200 || outcome === 204;
}

async function send(
  standIn: StandIn,
  { event, url }: Delivery<CallbackEvent, Attempt>,
): Promise<Omit<Attempt, 'at'>> {
  const sentAs = standIn.state.behaviour.callbacks;
  const message = await messageOf(standIn, event);
  const { serial } = message;
  const post = async (one: typeof message): Promise<Outcome> => {
    const answer = await reach(standIn, url, one);
    return typeof answer === 'string' ? answer : answer.status;
  };
  if (sentAs === 'twice') {
    const twinMessage = await messageOf(standIn, event);
    const [outcome, twin] = await Promise.all([post(message), post(twinMessage)]);
    return { sentAs, serial, outcome, twin };
  }
  const probed = sentAs === 'probe' ? { probe: await post(probeOf(message)) } : {};
  return { sentAs, serial, ...probed, outcome: await post(message) };
}
