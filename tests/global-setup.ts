import { buildAll } from '../tools/build.ts';

/** The tests speak to what is deployed and started: bundles, not sources. */
export async function setup(): Promise<void> {
  await buildAll(process.cwd());
}
