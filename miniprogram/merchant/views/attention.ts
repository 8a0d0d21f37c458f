import { formatMinute } from '../../format/time';
import { isKeyOf } from '../../views/keys';
import { ATTENTION, UNKNOWN_ATTENTION } from '../copy/attention';
import type { ListedOrder } from './answers';

/** Something that a person must look at. */
export interface AttentionEntry {
  /** Its place in the list. */
  readonly key: number;
  readonly title: string;
  readonly todo: string;
  readonly at: string;
}

export function attentionWords(code: string): typeof UNKNOWN_ATTENTION {
  return isKnown(code) ? ATTENTION[code] : UNKNOWN_ATTENTION;
}

export function attentionOf({ attention }: Pick<ListedOrder, 'attention'>): readonly AttentionEntry[] {
  return attention.map(({ code, at }, key) => ({ key, ...attentionWords(code), at: formatMinute(at) }));
}

function isKnown(code: string): code is keyof typeof ATTENTION {
  return isKeyOf(ATTENTION, code);
}
