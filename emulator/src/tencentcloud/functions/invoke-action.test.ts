import { describe, expect, test } from 'vitest';
import { main } from '../../../tests/host.ts';
import type { Json } from '../action.ts';
import { cloudOf } from './test-support.ts';

const invoked = async ({ api }: ReturnType<typeof cloudOf>, ClientContext?: string): Promise<Json> => {
  const params = { FunctionName: 'hello', LogType: 'Tail', ClientContext };
  return (await api('scf.Invoke', params))['Result'] as Json;
};

describe('Invoke', () => {
  test('answers the result, what was printed, and what it took', async () => {
    const cloud = cloudOf({ functions: { hello: main('console.log("hi"); return { got: event }') } });
    const result = await invoked(cloud, '{"a":1}');
    const id = result['FunctionRequestId'];
    expect(result).toMatchObject({ InvokeResult: 0, RetMsg: '{"got":{"a":1}}', ErrMsg: '' });
    expect(Number(result['MemUsage'])).toBeGreaterThan(1024 * 1024);
    expect(result['BillDuration']).toBe(result['Duration']);
    expect(String(result['Log']).split('\n')).toEqual([
      `START RequestId: ${id}`,
      'hi',
      `END RequestId: ${id}`,
      expect.stringMatching(/^Report RequestId: \S+ Duration:\d+ms MemUsage:[\d.]+MB$/),
    ]);
    expect(cloud.calls.list()).toMatchObject([
      { requestId: id, function: 'hello', source: 'api', openid: null },
    ]);
  });

  test('gives an empty event where none is given, and no log where none is asked for', async () => {
    const { api } = cloudOf({ functions: { hello: main('return event') } });
    expect(await api('scf.Invoke', { FunctionName: 'hello' })).toMatchObject({
      Result: { RetMsg: '{}', Log: '' },
    });
  });

  test('of a function that throws fails in the function, not in the API', async () => {
    const result = await invoked(cloudOf({ functions: { hello: main('throw new Error("kaboom")') } }));
    expect(result).toMatchObject({ InvokeResult: 1, ErrMsg: 'user code exception caught' });
    expect(JSON.parse(String(result['RetMsg']))).toMatchObject({
      errorCode: 1,
      statusCode: 430,
      stackTrace: expect.stringContaining('kaboom'),
    });
    expect(result['Log']).toContain('kaboom');
  });

  test('of a function that takes too long ends with its time-out', async () => {
    const hello = { ...main('await new Promise(() => undefined)'), config: { timeout: 1 } };
    const result = await invoked(cloudOf({ functions: { hello } }));
    expect(result['InvokeResult']).toBe(1);
    expect(JSON.parse(String(result['RetMsg']))).toMatchObject({
      errorMessage: 'Invoking task timed out after 1 seconds',
      statusCode: 433,
    });
  });

  test('answers the end of a long log', async () => {
    const result = await invoked(
      cloudOf({ functions: { hello: main('console.log("x".repeat(10_000), "the end")') } }),
    );
    expect(Buffer.byteLength(String(result['Log']))).toBe(4096);
    expect(result['Log']).toContain('the end');
  });

  test('can be struck by a fault like any other call', async () => {
    const cloud = cloudOf({ functions: { hello: main('return 1') } });
    cloud.faults.add([
      {
        match: { service: 'functions', action: 'api', function: 'hello' },
        effect: 'errorBefore',
        code: 'BROKEN',
        times: 1,
      },
    ]);
    expect(await invoked(cloud)).toMatchObject({ InvokeResult: 1 });
    expect(await invoked(cloud)).toMatchObject({ InvokeResult: 0 });
  });

  test.each<[string, Json, string]>([
    ['that is no JSON', { ClientContext: '{' }, 'InvalidParameterValue.Param'],
    [
      'above 6 MB',
      { ClientContext: JSON.stringify('x'.repeat(6 * 1024 * 1024)) },
      'InvalidParameter.RequestTooLarge',
    ],
    ['that nobody waits for', { InvocationType: 'Event' }, 'UnsupportedOperation'],
  ])('refuses an event %s', async (_what, rest, code) => {
    const { refusal, calls } = cloudOf({ functions: { hello: main('return 1') } });
    expect(await refusal('scf.Invoke', { FunctionName: 'hello', ...rest })).toBe(code);
    expect(calls.list()).toEqual([]);
  });
});
