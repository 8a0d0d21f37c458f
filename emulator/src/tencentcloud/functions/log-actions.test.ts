import { describe, expect, test } from 'vitest';
import { main } from '../../../tests/host.ts';
import type { Json } from '../action.ts';
import { apiTime } from './api-time.ts';
import { cloudOf } from './test-support.ts';

const dayMs = 86_400_000;
const functions = {
  hello: main(
    'console.log("hi", event.name); if (event.fail) throw new Error("kaboom"); return { hello: event.name }',
  ),
  other: main('return 1'),
};

function logsOf({ api }: ReturnType<typeof cloudOf>) {
  return async (params: Json = {}): Promise<readonly Json[]> =>
    (await api('tcb.GetFunctionLogs', { FunctionName: 'hello', ...params }))['LogList'] as Json[];
}

/** A call from the mini-program. */
const fromClient = ({ host }: ReturnType<typeof cloudOf>, name: string, event: Json) =>
  host.invoke({
    requestId: `client-${String(event['name'])}`,
    name,
    event: JSON.stringify(event),
    door: 'client',
    source: 'wx_client',
    openid: 'o-1',
  });

describe('the log of a function', () => {
  test('shows every call of it, whoever made it, the newest first', async () => {
    const cloud = cloudOf({ functions });
    await fromClient(cloud, 'hello', { name: 'a' });
    await cloud.invoke('other');
    await cloud.invoke('hello', { name: 'b', fail: true });
    const logs = await logsOf(cloud)();
    expect(logs.map((each) => [each['RetCode'], each['FunctionName']])).toEqual([
      [1, 'hello'],
      [0, 'hello'],
    ]);
    expect(logs[1]).toMatchObject({ RequestId: 'client-a', RetryNum: 0 });
  });

  test('comes in pages, and of one call', async () => {
    const cloud = cloudOf({ functions });
    for (const name of ['a', 'b', 'c']) await fromClient(cloud, 'hello', { name });
    const ids = async (params: Json) => (await logsOf(cloud)(params)).map((each) => each['RequestId']);
    expect(await ids({ Offset: 1, Limit: 1 })).toEqual(['client-b']);
    expect(await ids({ LogRequestId: 'client-a' })).toEqual(['client-a']);
  });

  test('has for each call what it printed, returned and took', async () => {
    const cloud = cloudOf({ functions });
    await fromClient(cloud, 'hello', { name: 'a' });
    const detail = await cloud.api('tcb.GetFunctionLogDetail', { LogRequestId: 'client-a' });
    expect(detail).toMatchObject({
      RequestId: 'client-a',
      RetMsg: '{"hello":"a"}',
      Duration: expect.any(Number),
    });
    expect(Number(detail['MemUsage'])).toBeGreaterThan(1024 * 1024);
    expect(detail['LogJson']).toMatch(/^START RequestId: client-a\nhi a\nEND RequestId: client-a\nReport /);
    expect(await cloud.refusal('tcb.GetFunctionLogDetail', { LogRequestId: 'none' })).toBe(
      'ResourceNotFound',
    );
  });

  test('is searched by the clock of the machine as well as by the one that can be moved', async () => {
    const cloud = cloudOf({ functions });
    const monthMs = 30 * dayMs;
    cloud.clock.moveTo(Date.now() + monthMs);
    await fromClient(cloud, 'hello', { name: 'a' });
    const between = async (fromMs: number, toMs: number) => {
      const period = { StartTime: apiTime(new Date(fromMs)), EndTime: apiTime(new Date(toMs)) };
      return (await logsOf(cloud)(period)).length;
    };
    const nowMs = Date.now();
    expect(await between(nowMs - dayMs, nowMs)).toBe(1);
    expect(await between(nowMs + monthMs - dayMs, nowMs + monthMs)).toBe(1);
    expect(await between(nowMs + dayMs, nowMs + 2 * dayMs)).toBe(0);
    expect(
      await cloud.refusal('tcb.GetFunctionLogs', { FunctionName: 'hello', StartTime: 'yesterday' }),
    ).toBe('InvalidParameterValue.StartTimeOrEndTime');
  });
});
