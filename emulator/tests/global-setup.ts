import { buildInstance } from '../build.ts';

/** Functions run in processes of their own, started from the bundled runtime. */
export async function setup(): Promise<void> {
  await buildInstance();
}
