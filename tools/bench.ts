import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchBundles } from './bench/bundles.ts';
import { benchCosts } from './bench/costs.ts';
import { benchDeployment } from './bench/deployment.ts';
import { benchLifecycles } from './bench/lifecycles.ts';
import { benchMiniprogram } from './bench/miniprogram.ts';
import { benchSdk } from './bench/sdk.ts';
import { median, printTable } from './bench/table.ts';
import { buildAll } from './build.ts';
import { launchEmulator } from './local/launch.ts';

const READY_ROUNDS = 5;
const projectDir = process.cwd();

console.log(`Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? ''}`);
await buildAll(projectDir);
await benchReady();
const data = await mkdtemp(join(tmpdir(), 'houfu-bench-'));
const emulator = await launchEmulator(projectDir, ['--data', data]);
try {
  await benchSdk(emulator.origin);
  await benchLifecycles(emulator.origin);
} finally {
  await emulator.stop();
  await rm(data, { recursive: true });
}
await benchBundles(projectDir);
await benchDeployment(projectDir);
await benchMiniprogram(projectDir);
await benchCosts(projectDir);
// The SDK keeps a timer for each request that it may have found slow.
process.exit(0);

async function benchReady(): Promise<void> {
  const readyMs: number[] = [];
  for (let round = 0; round < READY_ROUNDS; round++) {
    const one = await launchEmulator(projectDir);
    readyMs.push(one.readyMs);
    await one.stop();
  }
  printTable('The local CloudBase, process start to ready, with seed data', [
    ['runs', 'fastest ms', 'median ms', 'slowest ms'],
    [
      String(READY_ROUNDS),
      Math.min(...readyMs).toFixed(0),
      median(readyMs).toFixed(0),
      Math.max(...readyMs).toFixed(0),
    ],
  ]);
}
