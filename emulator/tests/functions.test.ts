import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallRecord } from '../src/functions/calls.ts';
import { type Running, start } from './start.ts';

const nodeSdk = `const sdk = require('@cloudbase/node-sdk');
  const app = sdk.init({ env: sdk.SYMBOL_CURRENT_ENV }); const db = app.database();`;
const wxSdk = `const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });`;

const functions = {
  echo: { code: 'exports.main = async (event) => event' },
  whoami: { code: `${wxSdk} exports.main = async () => cloud.getWXContext()` },
  outerWx: {
    code: `${wxSdk} exports.main = async () => (await cloud.callFunction({ name: 'whoami' })).result`,
  },
  outerNode: {
    code: `${nodeSdk} exports.main = async () => (await app.callFunction({ name: 'whoami' })).result`,
  },
  outerMissing: {
    code: `${nodeSdk} exports.main = () => app.callFunction({ name: 'nobody' }).catch((e) => e.code)`,
  },
  outerHuge: {
    code: `${nodeSdk} exports.main = () => app.callFunction({ name: 'echo', data: { text: 'x'.repeat(7e6) } }).catch((e) => e.code)`,
  },
  outerFails: {
    code: `${nodeSdk} exports.main = () => app.callFunction({ name: 'throws' }).catch(({ code, message }) => ({ code, message }))`,
  },
  throws: { code: 'exports.main = () => { throw new Error("boom") }' },
  slow: { code: 'exports.main = () => new Promise(() => 0)', config: { timeout: 1 } },
  orders: {
    code: `${nodeSdk} exports.main = async ({ id }) => {
      console.info('writing', id);
      await db.collection('orders').add({ _id: id, at: new Date() });
      return (await db.collection('orders').count()).total }`,
  },
};

let emulator: Running;
beforeEach(async () => {
  emulator = await start({
    functions,
    collections: ['orders'],
    config: { functionDefaultConfig: { timeout: 5 } },
  });
});
afterEach(async () => emulator.end());

const callsOf = async () => (await emulator.get('/_emulator/calls')).body as CallRecord[];

describe('POST /functions/<name>', () => {
  test('gives each caller their own WeChat context, also at the same time', async () => {
    const openids = Array.from({ length: 12 }, (_, index) => `o-${index}`);
    const answers = await Promise.all(openids.map((openid) => emulator.call('whoami', {}, openid)));
    expect(answers.map(({ body }) => (body as { OPENID: string }).OPENID)).toEqual(openids);
    expect(answers[0]?.body).toMatchObject({ SOURCE: 'wx_client', ENV: 'fixture-env' });
  });

  test('gives no context at all without an openid, after calls that had one too', async () => {
    await emulator.call('whoami', {}, 'o-1');
    expect((await emulator.call('whoami')).body).toEqual({});
  });

  test('adds userInfo to the event of a mini-program user, whatever the client sends', async () => {
    const { body } = await emulator.call('echo', { a: 1, userInfo: { openId: 'forged' } }, 'o-1');
    expect(body).toMatchObject({ a: 1, userInfo: { openId: 'o-1' } });
    expect((await emulator.call('echo', { a: 1 })).body).toEqual({ a: 1 });
  });

  test.each([
    ['nobody', 404, 'FUNCTION_NOT_FOUND'],
    ['throws', 500, 'FUNCTIONS_EXECUTE_FAIL'],
    ['slow', 504, 'FUNCTION_TIME_LIMIT_EXCEEDED'],
  ])('answers for %s with %i %s', async (name, status, errCode) => {
    expect(await emulator.call(name)).toEqual({
      status,
      body: { errCode, errMsg: expect.any(String), requestID: expect.any(String) },
    });
  });

  test('names a failed call as the call log does', async () => {
    const { body } = await emulator.call('throws');
    expect((await callsOf()).map((record) => record.requestId)).toEqual([
      (body as { requestID: string }).requestID,
    ]);
  });

  test('refuses malformed JSON', async () => {
    const response = await fetch(`${emulator.origin}/functions/echo`, { method: 'POST', body: '{"a":' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errCode: 'INVALID_PARAM' });
  });

  test('refuses an event of 10 MB, and goes on', async () => {
    const { status, body } = await emulator.call('echo', { text: 'x'.repeat(10 * 1024 * 1024) });
    expect({ status, body }).toMatchObject({ status: 413, body: { errCode: 'EXCEED_MAX_PAYLOAD_SIZE' } });
    expect((await emulator.call('echo', { a: 1 })).body).toEqual({ a: 1 });
  });
});

describe('a function that calls another', () => {
  test.each(['outerWx', 'outerNode'])(
    'lengthens the chain of sources (%s), and hands on no openid',
    async (name) => {
      const { body } = await emulator.call(name, {}, 'o-1');
      expect(body).toMatchObject({ SOURCE: 'wx_client,scf' });
      expect(body).not.toHaveProperty('OPENID');
      expect((await callsOf()).map((record) => [record.function, record.source])).toEqual([
        [name, 'wx_client'],
        ['whoami', 'wx_client,scf'],
      ]);
    },
  );

  test('learns that there is none of that name', async () => {
    expect((await emulator.call('outerMissing')).body).toBe('FUNCTION_NOT_FOUND');
  });

  test('cannot hand on an event that is too large', async () => {
    expect((await emulator.call('outerHuge')).body).toBe('EXCEED_MAX_PAYLOAD_SIZE');
  });

  test('learns how the other failed', async () => {
    const { body } = await emulator.call('outerFails');
    expect(body).toMatchObject({ code: 'FUNCTIONS_EXECUTE_FAIL', message: expect.stringContaining('boom') });
  });
});

describe('the call log', () => {
  test('shows what a call did, took and printed', async () => {
    await emulator.call('orders', { id: 'o1' }, 'o-1');
    const wire = { service: 'database', collection: 'orders', ms: expect.any(Number), fault: null };
    expect(await callsOf()).toEqual([
      {
        requestId: expect.any(String),
        function: 'orders',
        source: 'wx_client',
        openid: 'o-1',
        startedAt: expect.stringMatching(/^\d{4}-/),
        ms: expect.any(Number),
        cold: true,
        outcome: 'ok',
        wire: [
          { ...wire, action: 'database.insertDocument' },
          { ...wire, action: 'database.calculateDocument' },
        ],
        console: [{ level: 'info', text: 'writing o1' }],
      },
    ]);
  });

  test('tells the calls of functions apart that run side by side', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(ids.map((id) => emulator.call('orders', { id })));
    const calls = await callsOf();
    expect(calls.map((record) => record.wire.length)).toEqual(ids.map(() => 2));
    expect(calls.flatMap((record) => record.console.map(({ text }) => text)).sort()).toEqual(
      ids.map((id) => `writing ${id}`),
    );
  });

  test('streams calls and changes of the database as they happen', async () => {
    const response = await fetch(`${emulator.origin}/_emulator/events`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await emulator.call('orders', { id: 'o1' });
    let seen = '';
    while (!seen.includes('event: call')) seen += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(seen).toContain('event: change\ndata: {"collection":"orders","id":"o1"}');
    expect(seen).toMatch(/event: call\ndata: \{"requestId".*"function":"orders"/);
  });
});
