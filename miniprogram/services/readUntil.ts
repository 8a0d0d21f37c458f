import { pause } from './pause';

const PAUSE_MS = 1_000;

interface Reading<T> {
  readonly read: () => Promise<T>;
  readonly done: (answer: T) => boolean;
  readonly tries: number;
}

/**
 * Reads something a few times, a second apart, until it is as expected: what the buyer did on the channel's page
 * reaches us by a callback, which may still be under way.
 * @returns the last answer, as expected or not
 */
export async function readUntil<T>({ read, done, tries }: Reading<T>): Promise<T> {
  for (let left = tries - 1; ; left--) {
    const answer = await read();
    if (left <= 0 || done(answer)) return answer;
    await pause(PAUSE_MS);
  }
}
