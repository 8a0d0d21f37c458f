import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LocalCloudBase } from '../tools/local/client.ts';
import { launchEmulator, type RunningEmulator } from '../tools/local/launch.ts';
import { underFault } from './support/faults.ts';
import { copyProject } from './support/project.ts';

/** Does nothing but what a use case does: pass a message to the service `push`. */
const CALLER = 'testCaller';
const TEMPLATE = 'template-of-the-notice';

let project: Awaited<ReturnType<typeof copyProject>>;
let emulator: RunningEmulator;
let cloud: LocalCloudBase;

beforeAll(async () => {
  project = await copyProject();
  const file = join(project.dir, 'cloudbaserc.json');
  const config = JSON.parse(await readFile(file, 'utf8')) as { functions: object[] };
  config.functions.push({ name: CALLER });
  await writeFile(file, JSON.stringify(config));
  await esbuild.build({
    stdin: {
      contents: "export { push as main } from './cloudfunctions/shared/platform/push.ts';",
      resolveDir: process.cwd(),
    },
    outfile: join(project.dir, 'dist', 'cloudfunctions', CALLER, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  emulator = await launchEmulator(process.cwd(), ['--memory', '--project', project.dir]);
  cloud = new LocalCloudBase(emulator.origin);
});
afterAll(async () => {
  await emulator?.stop();
  await project.remove();
});

/** A buyer nobody has met, who allowed as many messages. */
async function aBuyer({ grants }: { readonly grants: number }): Promise<string> {
  const openid = `o-test-${randomUUID().slice(0, 12)}`;
  if (grants > 0) {
    const grant = { openid, templateId: TEMPLATE, count: grants };
    await cloud.post('/_emulator/subscribe-messages/grants', grant);
  }
  return openid;
}

const messageTo = (openid: string) => ({
  openid,
  templateId: TEMPLATE,
  page: 'pages/order/order?orderId=1',
  data: { amount1: '¥129.00', thing2: '不锈钢保温杯五百毫升礼盒装两只带杯刷一把送杯套' },
});

async function push(message: object): Promise<unknown> {
  const response = await cloud.callRaw(CALLER, JSON.stringify(message));
  return response.json();
}

/** WeChat's API as sendNotice calls it, or sendNotice as its caller does. */
const matchOf = (action: 'wx.openApi' | 'functions.invokeFunction') => ({
  service: action === 'wx.openApi' ? 'openapi' : 'functions',
  action,
});

async function sentTo(openid: string): Promise<object[]> {
  const response = await fetch(`${cloud.origin}/_emulator/subscribe-messages`);
  const { sent } = (await response.json()) as { sent: { openid: string }[] };
  return sent.filter((one) => one.openid === openid);
}

/** What the latest call of sendNotice wrote into its log. */
async function logged(): Promise<Record<string, unknown>[]> {
  const calls = (await cloud.calls()).filter((call) => call.function === 'sendNotice');
  return (calls.at(-1)?.console ?? []).map((line) => JSON.parse(line.text));
}

describe('a message to a buyer', () => {
  test('is sent once for each time the buyer allowed one, and then refused with 43101', async () => {
    const buyer = await aBuyer({ grants: 1 });
    expect(await push(messageTo(buyer))).toBe('sent');
    expect(await push(messageTo(buyer))).toBe('refused');
    expect(await logged()).toEqual([
      { event: 'pushMessage', templateId: TEMPLATE, outcome: 'refused', code: 43101 },
    ]);
    expect(await sentTo(buyer)).toMatchObject([
      {
        templateId: TEMPLATE,
        page: 'pages/order/order?orderId=1',
        data: { amount1: { value: '¥129.00' }, thing2: { value: '不锈钢保温杯五百毫升礼盒装两只带杯刷一…' } },
      },
    ]);
  });

  test('is refused before it leaves if it is none', async () => {
    const response = await cloud.callRaw('sendNotice', JSON.stringify({ ...messageTo('o-1'), data: {} }));
    expect(await response.json()).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    expect(await push({ ...messageTo('o-1'), data: {} })).toBe('unknown');
  });

  test('cannot be sent by a user', async () => {
    const buyer = await aBuyer({ grants: 1 });
    const asUser = { 'x-wx-openid': buyer };
    const response = await cloud.callRaw('sendNotice', JSON.stringify(messageTo(buyer)), asUser);
    expect(await response.json()).toEqual({ refused: true });
    expect(await sentTo(buyer)).toEqual([]);
  });
});

describe('whether a message arrived is unknown', () => {
  afterEach(() => cloud.clearFaults());

  test.each([
    ['wx.openApi', 'errorBefore', 0],
    ['wx.openApi', 'errorAfter', 1],
    ['wx.openApi', 'dropBefore', 0],
    ['wx.openApi', 'dropAfter', 1],
    ['wx.openApi', 'kill', 1],
    ['functions.invokeFunction', 'errorBefore', 0],
    ['functions.invokeFunction', 'dropAfter', 1],
  ] as const)('when %s ends by %s', async (action, effect, sent) => {
    const buyer = await aBuyer({ grants: 3 });
    let outcome: unknown;
    const hits = await underFault(cloud, { match: matchOf(action), effect }, async () => {
      outcome = await push(messageTo(buyer));
    });
    expect(hits).toBe(1);
    expect(outcome).toBe('unknown');
    expect(await sentTo(buyer)).toHaveLength(sent);
  });

  test.each(['wx.openApi', 'functions.invokeFunction'] as const)(
    'when %s does not answer, and the caller goes on after at most five seconds',
    async (action) => {
      const buyer = await aBuyer({ grants: 1 });
      const startedMs = performance.now();
      await underFault(cloud, { match: matchOf(action), effect: 'delay', ms: 8_000 }, async () => {
        expect(await push(messageTo(buyer))).toBe('unknown');
      });
      expect(performance.now() - startedMs).toBeLessThan(7_000);
    },
  );
});

test('no log names a buyer', async () => {
  const calls = await cloud.calls();
  const lines = calls.flatMap((call) => call.console).map((line) => line.text);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join('\n')).not.toContain('o-test-');
});
