import type { MemoryStore } from './memoryStore.ts';

/**
 * Runs something as a process that dies with its round trip number `trip` (from 0): before it takes effect, or
 * after it did and before its answer came. Whatever it does from then on never reaches the database.
 * @returns whether it lived long enough to die
 */
export async function killedAt(
  store: MemoryStore,
  trip: number,
  when: 'before' | 'after',
  run: () => Promise<unknown>,
): Promise<boolean> {
  let begun = 0;
  let ended = 0;
  let dead = false;
  const die = () => {
    dead = true;
    throw new Error('killed');
  };
  store.before = () => {
    const isThisOne = begun++ === trip && when === 'before';
    if (dead || isThisOne) die();
  };
  store.after = () => {
    if (ended++ === trip && when === 'after') die();
  };
  // What it would have answered, nobody hears.
  await Promise.allSettled([run()]);
  store.before = () => {};
  store.after = () => {};
  return dead;
}
