import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { push } from './push.ts';

const platform = vi.hoisted(() => ({
  callFunction: async (_call: object): Promise<{ result: unknown }> => ({ result: undefined }),
}));
vi.mock('./cloudbaseApp.ts', () => ({
  cloudbaseApp: { callFunction: (call: object) => platform.callFunction(call) },
}));

const message = { openid: 'o-buyer', templateId: 'template-1', page: 'pages/order', data: { amount1: '¥1' } };

let printed: string[];

beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'error').mockImplementation((line) => printed.push(String(line)));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a push', () => {
  it.each(['sent', 'refused', 'unknown'] as const)('ends as sendNotice says: %s', async (outcome) => {
    platform.callFunction = vi.fn(async () => ({ result: { ok: true, data: { outcome, code: 0 } } }));
    expect(await push(message)).toBe(outcome);
    expect(platform.callFunction).toHaveBeenCalledExactlyOnceWith({ name: 'sendNotice', data: message });
    expect(printed).toEqual([]);
  });

  it.each([
    [{ refused: true }, 'refused'],
    [{ ok: false, error: { code: 'INVALID_INPUT', details: { openid: 'o-buyer' } } }, 'INVALID_INPUT'],
    [{ ok: true, data: { outcome: 'perhaps', code: 0 } }, 'no proper answer'],
    ['not even an object', 'no proper answer'],
    [undefined, 'no proper answer'],
  ])('whose answer is %j is unknown, and the log says so without the buyer', async (result, cause) => {
    platform.callFunction = async () => ({ result });
    expect(await push(message)).toBe('unknown');
    expect(JSON.parse(printed.join())).toMatchObject({ message: `sendNotice did not send: ${cause}` });
    expect(printed.join()).not.toContain('o-buyer');
  });

  it('that fails is unknown', async () => {
    platform.callFunction = async () => {
      throw new Error('FUNCTION_NOT_FOUND');
    };
    expect(await push(message)).toBe('unknown');
    expect(printed.join()).toContain('FUNCTION_NOT_FOUND');
  });

  it('that hangs is unknown after five seconds', async () => {
    vi.useFakeTimers();
    platform.callFunction = () => new Promise(() => {});
    const outcome = push(message);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await outcome).toBe('unknown');
  });
});
