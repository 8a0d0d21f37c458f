import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { localTarget } from '../tools/cloud/target.ts';
import { runWrapped } from '../tools/cloud/wrapper.ts';
import { Buyer, MOMENT_MS, type Order } from '../tools/local/buyer.ts';
import { LocalCloudBase } from '../tools/local/client.ts';
import { Operator } from '../tools/local/operator.ts';
import { newRequestId, orderAt, THERMOS } from './support/lives.ts';
import { useRecorder } from './support/recorder.ts';
import { expectSound } from './support/soundness.ts';

const recorder = useRecorder();
const homes = mkdtempSync(join(tmpdir(), 'houfu-homes-'));
afterAll(() => rmSync(homes, { recursive: true, force: true }));

/** Every call takes as long as the CLI takes to start. */
const LONG_MS = 300_000;

/** The local CloudBase, with the functions run by `tcb fn run` and not by it. */
class LocalRunner extends LocalCloudBase {
  readonly ran = new Set<string>();

  override async callRaw(
    name: string,
    body: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return Response.json(await this.run(headers['x-wx-openid'] ?? null, name, JSON.parse(body)));
  }

  /** What the function answered. @param openid who calls through the mini-program, null if nobody does */
  async run(openid: string | null, name: string, event: object): Promise<unknown> {
    const projectDir = process.cwd();
    const target = await localTarget(projectDir, this.origin, homes);
    const args = ['fn', 'run', '--name', name, '--params', JSON.stringify(event)];
    const { exitCode, output } = await runWrapped(target, { openid, args }, { projectDir });
    const answer = /^返回结果：\n(.+)$/m.exec(output)?.[1];
    if (exitCode !== 0 || answer === undefined) throw new Error(output);
    this.ran.add(name);
    return JSON.parse(answer);
  }
}

let runner: LocalRunner;
/** Of one buyer, had before anything runs side by side: a callback then belongs to who waits for it. */
let shopping: { readonly buyer: Buyer; readonly created: Order; readonly received: Order };
beforeAll(async () => {
  const { system } = recorder();
  runner = new LocalRunner(system.cloud.origin);
  const buyer = await system.buyer();
  // The callback that tells of the authorisation is held back: looking at the account asks the channel.
  await buyer.account();
  const received = await orderAt(system, buyer, 'received');
  shopping = { buyer, received, created: await orderAt(system, buyer, 'created') };
});

const newOpenid = () => `o-test-${randomUUID().slice(0, 12)}`;

describe('the CLI’s own fn run', () => {
  test.concurrent(
    'leads an order through its life, each step as who takes it',
    async () => {
      const { cloud, database, channel } = recorder().system;
      const buyer = new Buyer(runner, newOpenid());
      const atTheDoor = new Buyer(cloud, buyer.openid);
      await atTheDoor.openAccount();
      expect(await buyer.account()).toMatchObject({ state: 'open', authorisation: 'active' });

      const input = await atTheDoor.checkout(newRequestId(), THERMOS);
      const created = await runner.call(buyer.openid, 'createOrder', input);
      if (!created.ok) throw new Error(created.error.code);
      const { orderId, amountFen } = created.data;
      expect((await buyer.assess(orderId)).order.state).toBe('accepted');
      expect((await new Operator(runner).ship(orderId)).state).toBe('shipped');
      expect((await buyer.confirmReceipt(orderId)).state).toBe('received');
      expect((await buyer.payNow(created.data)).state).toBe('settling');

      await cloud.advance(MOMENT_MS);
      const event = { path: '/wechatpay/callback', httpMethod: 'POST', ...(await recorder().last()) };
      const http = { queryStringParameters: {}, requestContext: {}, isBase64Encoded: false };
      expect(await runner.run(null, 'wechatpayCallback', { ...event, ...http })).toEqual({ statusCode: 204 });

      const stored = await database.order(orderId);
      expect(stored).toMatchObject({ state: 'settled', payment: { paidFen: amountFen }, attention: [] });
      expect(stored.history.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['created', 'approved', 'accepted', 'shipped', 'received', 'settled']),
      );
      expect(stored.history.find(({ type }) => type === 'shipped')).toMatchObject({
        by: { role: 'operator' },
      });
      expect(await channel.order(orderId)).toMatchObject({ state: 'DONE' });
      expect((await database.accountOf(stored)).record).toMatchObject({ settledInTime: 1 });
      // The same buyer, whoever runs the function.
      expect(await buyer.read(orderId)).toEqual(await atTheDoor.read(orderId));
    },
    LONG_MS,
  );

  test.concurrent(
    'lists the goods, cancels an order, takes a return, and sends a message',
    async () => {
      const { cloud, database } = recorder().system;
      const { buyer: atTheDoor, created, received } = shopping;
      const { openid } = atTheDoor;
      const buyer = new Buyer(runner, openid);
      expect(await buyer.offer()).toEqual(await atTheDoor.offer());
      expect((await buyer.cancel(created.orderId)).state).toBe('cancelled');
      expect((await database.order(created.orderId)).state).toBe('cancelled');

      const claim = { orderId: received.orderId, kind: 'return', reason: '不想要了' } as const;
      await buyer.claim({ step: 'request', ...claim });
      expect((await database.order(received.orderId)).claim).toMatchObject({ kind: 'return' });

      await atTheDoor.allowMessage('template-1');
      const message = {
        openid,
        templateId: 'template-1',
        page: 'pages/order/order',
        data: { thing1: '后付' },
      };
      expect(await runner.run(null, 'sendNotice', message)).toMatchObject({
        ok: true,
        data: { outcome: 'sent' },
      });
      const response = await fetch(`${cloud.origin}/_emulator/subscribe-messages`);
      const { sent } = (await response.json()) as { sent: { openid: string }[] };
      expect(sent.filter((one) => one.openid === openid)).toHaveLength(1);
      expect(await runner.run(openid, 'sendNotice', message)).toEqual({ refused: true });
    },
    LONG_MS,
  );

  test.concurrent(
    'serves a buyer from Alipay over HTTP, and nobody without a session',
    async () => {
      const { cloud } = recorder().system;
      const openId = `user-${randomUUID()}`;
      const { authCode } = (await cloud.post('/_emulator/alipay/auth-codes', { openId })) as {
        authCode: string;
      };
      const ask = async (path: string, body: object, token = '') => {
        const headers = { authorization: `Bearer ${token}` };
        const request = { path: `/alipay/${path}`, httpMethod: 'POST', headers, body: JSON.stringify(body) };
        return (await runner.run(null, 'alipay', request)) as { statusCode: number; body: string };
      };
      const session = JSON.parse((await ask('session', { authCode })).body);
      const goods = await ask('call/listProducts', {}, session.data.token);
      expect(JSON.parse(goods.body)).toMatchObject({ ok: true });
      expect(await ask('call/listProducts', {})).toMatchObject({ statusCode: 401 });
    },
    LONG_MS,
  );
});

describe('after the clock was moved', () => {
  test(
    'the timer does what is due by the clock of the local CloudBase',
    async () => {
      const { cloud, database } = recorder().system;
      const { orderId } = await new Buyer(cloud, newOpenid()).createOrder(newRequestId(), THERMOS);
      const createdAt = (await database.order(orderId)).history[0]?.at.getTime() ?? 0;
      // The trigger of the local CloudBase itself does not get through, so that the work is left.
      const trigger = { service: 'functions', action: 'timer', function: 'timer' };
      const times = Number.MAX_SAFE_INTEGER;
      await cloud.post('/_emulator/faults', [{ match: trigger, effect: 'errorBefore', times }]);
      await cloud.advance(2 * DAY_MS);
      expect((await database.order(orderId)).state).toBe('created');

      expect(await runner.run(null, 'timer', {})).toMatchObject({ failed: 0, unfinished: false });
      const { state, history } = await database.order(orderId);
      expect(state).toBe('cancelled');
      const cancelledAt = history.at(-1)?.at.getTime() ?? 0;
      expect(Math.abs(cancelledAt - createdAt - 2 * DAY_MS)).toBeLessThan(HOUR_MS);
      expect(await runner.run(newOpenid(), 'timer', {})).toEqual({ refused: true });
    },
    LONG_MS,
  );
});

test('every function of cloudbaserc.json was run', async () => {
  const { functions }: { functions: { name: string }[] } = JSON.parse(
    readFileSync('cloudbaserc.json', 'utf8'),
  );
  expect([...runner.ran].sort()).toEqual(functions.map(({ name }) => name).sort());
  await expectSound(recorder().system);
});
