import type { ChannelText } from '../copy/channels';
import { EVENTS, type EventWords } from '../copy/timeline';
import { formatMinute } from '../format/time';
import type { OrderAnswer } from './answers';
import { isKeyOf } from './keys';

/** A step of an order's way that lies behind it. */
export interface Past {
  readonly words: string;
  readonly at: string;
}

/** What happened, oldest first; what means nothing to a buyer is left out. */
export function happenedTo({ timeline }: Pick<OrderAnswer, 'timeline'>): readonly Past[] {
  return timeline.flatMap(({ type, at, role }) => {
    const words = isKnown(type) && wordsFor(EVENTS[type].buyer, role);
    return words ? [{ words, at: formatMinute(at) }] : [];
  });
}

/** When an event of this type happened last; undefined if it never did. */
export function lastTimeOf(type: string, { timeline }: Pick<OrderAnswer, 'timeline'>): string | undefined {
  return [...timeline].reverse().find((entry) => entry.type === type)?.at;
}

/** A phone may be older than the functions that it calls. */
export function isKnown(type: string): type is keyof typeof EVENTS {
  return isKeyOf(EVENTS, type);
}

export function wordsFor<Text extends ChannelText>(
  words: EventWords<Text> | null,
  role: string,
): Text | null {
  if (words === null || typeof words !== 'object') return words;
  const { otherwise, ...ofRoles } = words;
  return Object.entries(ofRoles).find(([each]) => each === role)?.[1] ?? otherwise;
}
