import { setTimeout as wait } from 'node:timers/promises';

export interface Patience {
  readonly tries: number;
  readonly everyMs: number;
}

/** What `look` finds; null if it has found nothing after so many tries. */
export async function until<T>(
  look: () => Promise<T | null>,
  { tries, everyMs }: Patience,
): Promise<T | null> {
  for (let left = tries; ; left -= 1) {
    const found = await look();
    if (found !== null || left <= 1) return found;
    await wait(everyMs);
  }
}
