import { afterEach, describe, expect, test } from 'vitest';
import { endHosts, hostOf, main } from '../../tests/host.ts';
import { functionLimits } from './limits.ts';

afterEach(endHosts);

describe('a call fails, and only that call', () => {
  const failsWith = async (body: string, config?: Record<string, unknown>) => {
    const { call } = hostOf({
      f: {
        code: `exports.main = async (event) => { if (event.fail) { ${body} } return process.pid }`,
        config: config ?? {},
      },
    });
    const before = await call('f');
    const error: unknown = await call('f', { fail: true }).catch((reason: unknown) => reason);
    return { error, before, after: await call('f') };
  };

  test('when its code throws; the instance lives on', async () => {
    const { error, before, after } = await failsWith('throw new TypeError("boom")');
    expect(error).toMatchObject({ code: 'FUNCTIONS_EXECUTE_FAIL' });
    const message = JSON.parse((error as Error).message);
    expect(message).toMatchObject({ errorCode: 1, errorMessage: 'user code exception caught' });
    expect(message.stackTrace).toMatch(/TypeError: boom\n\s+at .*index\.js/);
    expect(after).toBe(before);
  });

  test.each([
    ['calls process.exit', 'process.exit(3)', /code 3/],
    [
      'throws outside of the call',
      'setTimeout(() => { throw new Error("late") }); await new Promise(() => 0)',
      /Error: late/,
    ],
    [
      'leaves a rejection unhandled',
      'Promise.reject(new Error("lost")); await new Promise(() => 0)',
      /Error: lost/,
    ],
    ['returns what JSON cannot hold', 'const a = {}; a.a = a; return a', /circular/i],
  ])('when it %s', async (_what, body, message) => {
    const { error, after } = await failsWith(body);
    expect(error).toMatchObject({ code: 'FUNCTIONS_EXECUTE_FAIL', message: expect.stringMatching(message) });
    expect(after).toEqual(expect.any(Number));
  });

  test.each([
    ['waits', 'await new Promise(() => 0)'],
    ['is busy', 'for (;;);'],
  ])('when it %s longer than its time-out', async (_what, body) => {
    const { error, before, after } = await failsWith(body, { timeout: 1 });
    expect(error).toMatchObject({ code: 'FUNCTION_TIME_LIMIT_EXCEEDED' });
    expect(after).not.toBe(before);
  });

  test('when it needs more memory than it has', async () => {
    const { error, after } = await failsWith(
      'const a = []; for (;;) a.push(new Array(1000).fill(a.length))',
      {
        memorySize: 64,
        timeout: 60,
      },
    );
    expect(error).toMatchObject({ code: 'FUNCTION_MEMORY_LIMIT_EXCEEDED' });
    expect(after).toEqual(expect.any(Number));
  });

  test.each([
    ['has no bundle', {}, /build missing: run npm run build/],
    ['throws while it is loaded', { code: 'throw new Error("top")' }, /Error: top/],
    ['exports no handler', { code: 'exports.other = 1' }, /exports no function/],
  ])('when the function %s', async (_what, fixture, message) => {
    const { call } = hostOf({ f: fixture });
    await expect(call('f')).rejects.toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: expect.stringMatching(message),
    });
  });

  test('when there is no such function', async () => {
    const { call } = hostOf({});
    await expect(call('f')).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' });
  });

  test('when its result is too large', async () => {
    const { call } = hostOf({ f: main(`return "x".repeat(${functionLimits.resultBytes})`) });
    await expect(call('f')).rejects.toMatchObject({ code: 'EXCEED_MAX_PAYLOAD_SIZE' });
  });
});
