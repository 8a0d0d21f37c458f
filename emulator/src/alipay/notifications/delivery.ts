import type { Sending } from '../../channels/deliveries.ts';
import { reach } from '../../channels/reach.ts';
import { hourMs, minuteMs, rfc3339Time } from '../../channels/times.ts';
import type { Behaviour } from '../behaviour.ts';
import type { StandIn } from '../stand-in.ts';
import type { NotifyEvent } from './event.ts';
import { messageOf } from './message.ts';

export interface Attempt {
  readonly at: string;
  readonly sentAs: Behaviour['callbacks'];
  readonly outcome: Outcome;
  /** What the merchant answered to the same, sent at the same moment (`twice`). */
  readonly twin?: Outcome;
}

/** `success`; or the HTTP status and the first words of what was answered instead, or why there was no answer. */
type Outcome = string;

const afterTheFirst = [10 * minuteMs, 10 * minuteMs, hourMs, 2 * hourMs, 6 * hourMs, 15 * hourMs];

/** From one failed attempt to the next: eight in about 25 hours. */
export const retryDelaysMs: Readonly<Record<NotifyEvent['kind'], readonly number[]>> = {
  message: [2 * minuteMs, ...afterTheFirst],
  trade: [4 * minuteMs, ...afterTheFirst],
};

export function sending(standIn: StandIn): Sending<NotifyEvent, Attempt> {
  return {
    retryDelaysMs: ({ kind }) => retryDelaysMs[kind],
    async send({ event, url }) {
      const at = rfc3339Time(standIn.clock.now());
      const sentAs = standIn.state.behaviour.callbacks;
      const post = async () => outcomeOf(await reach(standIn, url, await messageOf(standIn, event)));
      const [outcome, twin] = await Promise.all([post(), ...(sentAs === 'twice' ? [post()] : [])]);
      const attempt = { at, sentAs, outcome, ...(twin === undefined ? {} : { twin }) };
      return { attempt, accepted: outcome === accepted && (twin ?? accepted) === accepted };
    },
  };
}

/** These seven characters and nothing else: https://opendocs.alipay.com/open/204/105301 */
const accepted = 'success';

function outcomeOf(answer: Awaited<ReturnType<typeof reach>>): Outcome {
  if (typeof answer === 'string') return answer;
  const { status, body } = answer;
  return status === 200 && body === accepted ? accepted : `${status} ${JSON.stringify(body.slice(0, 100))}`;
}
