import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { newRequestId, orderAt, THERMOS } from './support/lives.ts';
import { newestPolicy } from './support/policy.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();
const dir = mkdtempSync(join(tmpdir(), 'houfu-policy-tool-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Runs the command as a user would. */
function policy(...options: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/policy.ts', ...options]);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

function file(name: string, content: unknown): string {
  const path = join(dir, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('npm run policy', () => {
  test('explains what the policy that merchants start from decides', async () => {
    const { code, out } = await policy('explain', '--amount', '168.00', '--settled-in-time', '3');
    expect([code, out.split('\n')[0]]).toEqual([0, '¥168.00 under version 1 of the policy: approved']);
    expect(out).toContain('+15  SETTLED_IN_TIME');
  });

  test('shows how a changed policy would have decided the orders of a running local CloudBase', async () => {
    const buyer = await system().buyer();
    const small = await orderAt(system(), buyer, 'accepted');
    const large = await orderAt(system(), buyer, 'accepted', [{ productId: 'quilt', quantity: 1 }]);
    const stranger = await orderAt(system(), system().stranger(), 'created');
    await system().stranger().createOrder(newRequestId(), THERMOS);
    const current = await newestPolicy(system());
    const limits = { ...current.limits, maxOrderFen: 30_000 };
    const changed = file('policy.json', [current, { ...current, version: 2, limits }]);

    const args = ['--policy', changed, '--orders', system().cloud.origin];
    const { code, out } = await policy('replay', ...args);
    expect(code).toBe(0);
    expect(out).toContain('version 2 of the policy: 4 orders, 2 decided again');
    expect(out).toMatch(/approved → rejected +1 +ORDER_ABOVE_MAXIMUM 1/);
    expect(out).toContain(large.orderId);
    for (const { orderId } of [small, stranger]) expect(out).not.toContain(orderId);
    // The same from a file, as the console exports it.
    const documents = await system().cloud.documents('orders');
    const exported = file('orders.json', documents.map((order) => JSON.stringify(order)).join('\n'));
    expect((await policy('replay', '--policy', changed, '--orders', exported)).out).toBe(out);
  });

  test('prints the buyerId that orders are stored under, and not the key', async () => {
    const buyer = await system().buyer();
    const { buyerId } = await system().database.order((await orderAt(system(), buyer, 'created')).orderId);
    const { code, out, err } = await policy('buyer', buyer.openid, '--env', '.env.emulator');
    expect([code, out, err]).toEqual([0, `${buyerId}\n`, '']);
    // Somebody whom Alipay calls the same is somebody else.
    const other = await policy('buyer', buyer.openid, '--env', '.env.emulator', '--channel', 'alipay');
    expect(other.out).toMatch(/^[\w-]{24}\n$/);
    expect(other.out).not.toBe(out);
  });

  test('says how it is used', async () => {
    for (const options of [[], ['--help'], ['explain', '--help']]) {
      const { code, out } = await policy(...options);
      expect(code).toBe(0);
      for (const command of ['explain', 'replay', 'buyer'])
        expect(out).toContain(`npm run policy -- ${command}`);
    }
  });

  test.each([
    ['a command that is not there', ['decide'], 'there is no decide'],
    ['an option that is not there', ['explain', '--amont', '1'], '--amont'],
    ['no amount', ['explain'], '--amount is missing'],
    ['no orders', ['replay'], '--orders is missing'],
    ['no openid', ['buyer'], 'give one openid'],
    [
      'a channel that is not there',
      ['buyer', 'o-x', '--env', '.env.emulator', '--channel', 'paypal'],
      'there is no channel paypal',
    ],
    [
      'a file that is not there',
      ['explain', '--amount', '1', '--policy', 'none.json'],
      'none.json is not there',
    ],
    ['variables without a key', ['buyer', 'o-x', '--env', '.gitignore'], 'HOUFU_IDENTITY_KEY'],
  ])('refuses %s in one line', async (_what, options, words) => {
    const { code, out, err } = await policy(...options);
    expect([code, out]).toEqual([1, '']);
    expect(err.trim().split('\n')).toEqual([expect.stringContaining(words)]);
  });

  test('is told of in docs/policy.md with what it really prints', async () => {
    const page = readFileSync('docs/policy.md', 'utf8');
    const { out } = await policy('explain', '--amount', '168.00', '--settled-in-time', '3');
    expect(page).toContain(out.trim());
  });
});
