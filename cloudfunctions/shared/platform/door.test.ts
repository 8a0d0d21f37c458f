import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ERROR_MESSAGES } from '../contract/errors.ts';
import { DomainError } from '../domain/domainError.ts';
import { door } from './door.ts';
import { endpoint } from './endpoint.ts';
import { buyerIdOf } from './identity.ts';

const platform = vi.hoisted(() => ({ openId: 'openid-1' }));
vi.mock('./cloudbaseApp.ts', () => ({
  cloudbaseApp: { auth: () => ({ getUserInfo: () => ({ openId: platform.openId }) }) },
}));

const schema = v.strictObject({ orderId: v.string(), count: v.optional(v.number(), 1) });
const echo = door(endpoint(schema, async (input, caller) => ({ input, caller })));
const failing = (error: unknown) =>
  door(
    endpoint(schema, async () => {
      throw error;
    }),
  );

let printed: string[];

beforeEach(() => {
  platform.openId = 'openid-1';
  process.env['HOUFU_IDENTITY_KEY'] = 'a key for tests';
  printed = [];
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line) => printed.push(String(line)));
  }
});

afterEach(() => vi.restoreAllMocks());

describe('a door', () => {
  it('gives the checked input and the caller to the use case, and its answer back', async () => {
    expect(await echo({ orderId: 'a' })).toEqual({
      ok: true,
      data: {
        input: { orderId: 'a', count: 1 },
        caller: {
          openid: 'openid-1',
          buyerId: buyerIdOf('wechatpay', 'openid-1'),
          channel: 'wechatpay',
          staffDoor: true,
        },
      },
    });
  });

  it('drops what the platform adds to the event, and does not believe it', async () => {
    const userInfo = { openId: 'somebody-else', appId: 'wx1' };
    const answer = await echo({ orderId: 'a', userInfo, tcbContext: { openid: 'somebody-else' } });
    expect(answer).toMatchObject({ ok: true, data: { caller: { openid: 'openid-1' } } });
    expect(JSON.stringify(answer)).not.toContain('somebody-else');
  });

  it.each([['openid'], ['userinfo'], ['buyerId']])('refuses an event with %s in it', async (field) => {
    expect(await echo({ orderId: 'a', [field]: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', details: { fields: [field] } },
    });
  });

  it('refuses who does not call through the mini-program, whatever the event says', async () => {
    platform.openId = '';
    const answer = await echo({ orderId: 'a', userInfo: { openId: 'openid-1' } });
    expect(answer).toEqual({
      ok: false,
      error: { code: 'NOT_SIGNED_IN', message: ERROR_MESSAGES.NOT_SIGNED_IN },
    });
  });

  it.each([undefined, null, 'text', 7, [], [{ orderId: 'a' }], { orderId: 1 }, {}])(
    'refuses %j, which is no input',
    async (event) => {
      expect(await echo(event)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    },
  );

  it('names at most ten wrong fields, and none of their values', async () => {
    const event = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field${index}`, 'secret']));
    const answer = await echo(event);
    if (answer.ok) throw new Error('accepted');
    const fields: unknown = answer.error.details?.['fields'];
    expect(Array.isArray(fields) && fields.length).toBeLessThanOrEqual(10);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('answers a refusal with its code, its words and its details', async () => {
    const answer = await failing(new DomainError('WRONG_STATE', { state: 'settled' }))({ orderId: 'a' });
    expect(answer).toEqual({
      ok: false,
      error: { code: 'WRONG_STATE', message: ERROR_MESSAGES.WRONG_STATE, details: { state: 'settled' } },
    });
    expect(printed).toEqual([]);
  });

  it.each([new Error('mongodb://user:password@host'), new TypeError('x is undefined'), 'a text', null])(
    'hides what was inside: %s',
    async (error) => {
      expect(await failing(error)({ orderId: 'a' })).toEqual({
        ok: false,
        error: { code: 'INTERNAL', message: ERROR_MESSAGES.INTERNAL },
      });
    },
  );

  it('logs a defect, and nothing of the input or the caller', async () => {
    await failing(new Error('broken'))({ orderId: 'the-order' });
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({
      level: 'error',
      event: 'defect',
      message: 'broken',
    });
    expect(printed.join()).not.toMatch(/the-order|openid-1/);
  });

  it('hides that its own key is missing', async () => {
    delete process.env['HOUFU_IDENTITY_KEY'];
    expect(await echo({ orderId: 'a' })).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  });
});
