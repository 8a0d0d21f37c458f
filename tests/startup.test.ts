import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launchEmulator } from '../tools/local/launch.ts';
import { WECHATPAY } from './support/channels/wechatpay.ts';
import { orderAt } from './support/lives.ts';
import { copyProject, type Ended, runToEnd } from './support/project.ts';
import { System, useSystem } from './support/system.ts';

const system = useSystem();

let project: Awaited<ReturnType<typeof copyProject>>;
let here: readonly string[];
beforeEach(async () => {
  project = await copyProject();
  here = ['--project', project.dir];
});
afterEach(() => project.remove());

/** One line that names what is wrong, and a code that a script sees. */
function expectRefused({ code, lines }: Ended, ...words: readonly string[]): void {
  expect(lines).toHaveLength(1);
  for (const word of words) expect(lines[0]).toContain(word);
  expect(code).toBeGreaterThan(0);
}

describe('the local CloudBase does not start, and says in one line why,', () => {
  test('when an environment variable is missing', async () => {
    const file = join(project.dir, '.env.emulator');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^HOUFU_IDENTITY_KEY=.*$/m, ''));
    const ended = await runToEnd([...here, '--memory'], { HOUFU_IDENTITY_KEY: undefined });
    expectRefused(ended, 'HOUFU_IDENTITY_KEY');
  });

  test('when its port is taken', async () => {
    const { port } = new URL(system().cloud.origin);
    expectRefused(await runToEnd([...here, '--memory', '--port', port]), port);
  });

  test('when the functions are not built', async () => {
    await rm(join(project.dir, 'dist'), { recursive: true });
    expectRefused(await runToEnd([...here, '--memory']), 'npm run build', 'createOrder');
  });

  test('when cloudbaserc.json cannot be read', async () => {
    writeFileSync(join(project.dir, 'cloudbaserc.json'), '{"version": "2.0",');
    expectRefused(await runToEnd([...here, '--memory']), 'cloudbaserc.json');
  });

  test('when its seed data cannot be read', async () => {
    writeFileSync(join(project.dir, 'database', 'seed', 'products.json'), '{}');
    expectRefused(await runToEnd([...here, '--memory']), 'products.json');
  });

  test('when another one uses its data', async () => {
    const first = await launchEmulator(process.cwd(), here);
    try {
      expectRefused(await runToEnd(here), '.emulator', 'in use');
    } finally {
      await first.stop();
    }
  });

  test('when its journal is damaged, which it leaves as it is', async () => {
    const first = new System(await launchEmulator(process.cwd(), here), WECHATPAY);
    await orderAt(first, await first.buyer(), 'shipped');
    await first.emulator.kill();
    const folder = join(project.dir, '.emulator');
    const name = (await readdir(folder)).find((one) => one.includes('journal'));
    const file = join(folder, name ?? 'no journal');
    const bytes = await readFile(file);
    const middle = bytes.length >> 1;
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    await writeFile(file, bytes);

    expectRefused(await runToEnd(here), file, 'damaged');
    expect(await readFile(file)).toEqual(bytes);
  });
});

test('a project of its own starts with the same functions', async () => {
  const own = new System(await launchEmulator(process.cwd(), [...here, '--memory']), WECHATPAY);
  try {
    expect((await orderAt(own, await own.buyer(), 'accepted')).state).toBe('accepted');
  } finally {
    await own.emulator.stop();
  }
});
