import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * `npm run lives -- 100000`: so many steps of random lives of orders, as many in each mode. What breaks a rule
 * is told as a short story, with the seed that repeats it.
 */
const steps = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(steps) || steps < 1) {
  console.error('usage: npm run lives -- <number of steps>');
  process.exit(2);
}
const vitest = join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs');
const properties = ['lives.property', 'orders/steps.property'].map(
  (name) => `cloudfunctions/shared/usecases/${name}.test.ts`,
);
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', ...properties], {
  stdio: 'inherit',
  env: { ...process.env, HOUFU_LIVES_STEPS: String(Math.ceil(steps / 2)) },
});
process.exit(status ?? 1);
