import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { changeTimes, copyOfAll, type DeployableProject, type Ended, run } from './support/deployment.ts';
import { orderAt } from './support/lives.ts';
import { useSystem } from './support/system.ts';

const system = useSystem(['--bare']);
const OPERATOR = 'o-operator-zhao';

let project: DeployableProject;
beforeAll(async () => {
  project = await copyOfAll();
});
afterAll(() => project.remove());

const deploy = (...args: readonly string[]): Promise<Ended> =>
  run(project, 'deploy', ['--local', system().cloud.origin, ...args]);

/** The plan's lines about functions. */
const planned = ({ printed }: Ended) =>
  printed
    .split('\n')
    .filter((line) => /^[+~=] \S/.test(line))
    .map((line) => line.replace(/ {2,}/g, ' '));
/** The second of the last change must be another one. */
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1_100));

describe('npm run deploy', () => {
  test('asks before it changes anything, and takes no answer for a no', { timeout: 120_000 }, async () => {
    const { code, printed } = await deploy('--seed', 'policies,terms,products');
    expect(printed).toContain('nothing was changed: --yes');
    expect(code).toBe(1);
    expect(await changeTimes(system().cloud.origin)).toEqual({});
    expect(await (await fetch(`${system().cloud.origin}/_emulator/db`)).json()).toEqual([]);
  });

  test('brings a whole shop into an empty environment', { timeout: 240_000 }, async () => {
    const { code, printed } = await deploy(
      '--yes',
      '--seed',
      'policies,terms,products',
      '--operator',
      OPERATOR,
    );
    expect(printed).toContain('tcb fn deploy --all --force --yes');
    expect(printed).toContain('✓ 14 functions were read back');
    expect(code).toBe(0);

    const buyer = await system().buyer();
    const order = await orderAt(system(), buyer, 'settling');
    await system().cloud.advance(MINUTE_MS);
    expect(await buyer.read(order.orderId)).toMatchObject({ state: 'settled' });
    const calls = (await system().cloud.calls()).map((call) => call.function);
    expect(calls).toContain('wechatpayCallback');
    expect(calls).toContain('timer');
  });

  test('changes nothing the second time', { timeout: 120_000 }, async () => {
    const before = await changeTimes(system().cloud.origin);
    await nextSecond();
    const ended = await deploy('--yes');
    expect(planned(ended)).toEqual(['= 14 as deployed']);
    expect(ended.printed).toContain('no function was deployed');
    expect(ended.printed).not.toContain('tcb ');
    expect(ended.code).toBe(0);
    expect(await changeTimes(system().cloud.origin)).toEqual(before);
  });

  test('deploys what has changed and nothing else: code, time-out, variable, path, timer', {
    timeout: 240_000,
  }, async () => {
    const { cloud } = system();
    const before = await changeTimes(cloud.origin);
    project.write('listProducts', "export const main = async () => ({ edition: 'second' });");
    project.configure('createOrder', { timeout: 37 });
    project.configure('confirmShip', { envVariables: { CARRIERS: 'two' } });
    project.configure('readOrders', { path: '/orders' });
    project.configure('timer', {
      triggers: [{ name: 'everyMinute', type: 'timer', config: '30 * * * * * *' }],
    });
    await nextSecond();

    const ended = await deploy('--yes');
    const changed = ['createOrder', 'confirmShip', 'readOrders', 'listProducts', 'timer'];
    expect(planned(ended)).toEqual([
      expect.stringMatching(/^~ createOrder time-out: \d+ s → 37 s$/),
      '~ confirmShip variable CARRIERS: missing → a value',
      '~ readOrders path /orders: missing → open',
      expect.stringMatching(/^~ listProducts index\.js: [0-9a-f]{12} → [0-9a-f]{12}$/),
      '~ timer timer everyMinute: 0 * * * * * * → 30 * * * * * *',
      '= 9 as deployed',
    ]);
    expect(ended.printed).toContain('✓ 14 functions were read back');
    expect(ended.code).toBe(0);

    const after = await changeTimes(cloud.origin);
    const touched = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(touched.sort()).toEqual(changed.sort());
    const answer = await cloud.callRaw('listProducts', '{}', { 'x-wx-openid': 'o-buyer' });
    expect(await answer.json()).toEqual({ edition: 'second' });
    // Reached, where nothing was before.
    expect((await fetch(`${cloud.origin}/http/orders`)).status).not.toBe(404);
    expect((await fetch(`${cloud.origin}/http/elsewhere`)).status).toBe(404);
  });
});
