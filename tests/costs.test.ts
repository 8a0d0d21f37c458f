import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CHARGED_BY_ITSELF } from '../tools/bench/costs/lives.ts';
import { Measurement } from '../tools/bench/costs/measure.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();
const root = resolve(import.meta.dirname, '..');

/** What docs/deploy.md says that an order adds: function, calls, reads, writes. */
function documented(): Map<string, readonly number[]> {
  const [, costs = ''] = readFileSync(resolve(root, 'docs', 'deploy.md'), 'utf8').split('## 12. Costs');
  const rows = costs.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.map((row) => {
      const [, name = '', ...numbers] = row.split('|').map((cell) => cell.trim().replaceAll('`', ''));
      return [name, numbers.slice(0, 3).map(Number)];
    }),
  );
}

test('an order that is charged by itself takes the calls, reads and writes that docs/deploy.md says', async () => {
  const measurement = new Measurement(system().cloud, root);
  await measurement.watchIdle();
  const { byFunction, storedBytes } = await measurement.measure(CHARGED_BY_ITSELF);

  const counted = [...byFunction]
    .filter(([, { bytesOut }]) => bytesOut === 0)
    .map(([name, { calls, reads, writes }]) => [name, [calls, reads, writes]] as const);
  expect(new Map(counted)).toEqual(documented());
  expect(measurement.idle).toMatchObject({ calls: 1, reads: 2, writes: 0 });
  expect(storedBytes).toBeLessThan(10_000);
}, 120_000);
