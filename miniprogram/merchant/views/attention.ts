import { formatMinute } from '../../format/time';
import { channelOf, naming } from '../../views/channel';
import { isKeyOf } from '../../views/keys';
import { ATTENTION, type AttentionWords, UNKNOWN_ATTENTION } from '../copy/attention';
import type { ListedOrder } from './answers';

/** Something that a person must look at. */
export interface AttentionEntry {
  /** Its place in the list. */
  readonly key: number;
  readonly title: string;
  readonly todo: string;
  readonly at: string;
}

export function attentionOf(order: Pick<ListedOrder, 'attention' | 'channel'>): readonly AttentionEntry[] {
  const channel = channelOf(order);
  return order.attention.map(({ code, at }, key) => {
    const { title, todo } = wordsOf(code);
    return { key, title: naming(channel, title), todo: naming(channel, todo), at: formatMinute(at) };
  });
}

function wordsOf(code: string): AttentionWords {
  return isKnown(code) ? ATTENTION[code] : UNKNOWN_ATTENTION;
}

function isKnown(code: string): code is keyof typeof ATTENTION {
  return isKeyOf(ATTENTION, code);
}
