import { describe, expect, it, vi } from 'vitest';
import { AlipayDoor, jsonOf, ORIGIN, type Platform } from '../shared/testing/alipayDoor.ts';
import { main } from './index.ts';

const platform = vi.hoisted((): Platform => ({ services: null }));
vi.mock('../shared/platform/mainServices.ts', () => ({ mainServices: () => platform.services }));
vi.mock('../shared/platform/channelServices.ts', () => ({ channelServices: () => platform.services }));

const door = new AlipayDoor(platform);

describe('a page of somebody else', () => {
  const strange = { origin: 'https://evil.cn' };

  it.each(['/alipay/session', '/alipay/call/readOrders', '/alipay/nowhere'])(
    'is not served: %s',
    async (path) => {
      const answer = await door.http(path, {
        headers: { ...door.session(), ...strange },
        body: { view: 'mine' },
      });
      expect(answer.statusCode).toBe(403);
      expect(jsonOf(answer).error.code).toBe('FORBIDDEN');
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      expect(door.world.store.trips).toEqual([]);
    },
  );

  it('is told so when it asks before', async () => {
    const answer = await door.http('/alipay/session', { method: 'OPTIONS', headers: strange });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('is every page where none is named', async () => {
    vi.stubEnv('ALIPAY_ALLOWED_ORIGINS', '');
    const answer = await door.http('/alipay/session', { headers: { origin: ORIGIN } });
    expect(answer.statusCode).toBe(403);
  });
});

describe('a page of the merchant', () => {
  const headers = { Origin: ORIGIN };

  it('may read what it is answered, refusals too', async () => {
    for (const sent of [{ ...door.session(), ...headers }, headers]) {
      const answer = await door.call('readOrders', { view: 'mine' }, sent);
      expect(answer.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, vary: 'Origin' });
    }
  });

  it('is told before what it may send', async () => {
    const answer = await door.http('/alipay/call/readOrders', { method: 'OPTIONS', headers });
    expect(answer).toEqual({
      statusCode: 204,
      headers: {
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type, authorization',
        'access-control-max-age': '600',
        vary: 'Origin',
      },
    });
  });
});

it('who is no page at all is served without a word about pages', async () => {
  const answer = await door.call('readOrders', { view: 'mine' });
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
});

describe('there is nothing', () => {
  it.each([
    '/',
    '/alipay',
    '/alipay/',
    '/alipay/call',
    '/alipay/call/',
    '/alipay/call/confirmShip',
    '/alipay/call/timer',
    '/alipay/call/constructor',
    '/alipay/call/readOrders/x',
    '/alipay/session/x',
    '/alipaysession',
    '/alipay/alipay/session',
    '/alipay/call/%72eadOrders',
  ])('at %s', async (path) => {
    const answer = await door.http(path, { headers: door.session() });
    expect([answer.statusCode, answer.body]).toEqual([404, '']);
    expect(door.world.store.trips).toEqual([]);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('to %s', async (method) => {
    for (const path of ['/alipay/session', '/alipay/call/readOrders']) {
      const answer = await door.http(path, { method, headers: door.session() });
      expect([answer.statusCode, answer.headers?.['allow']]).toEqual([405, 'POST']);
    }
  });

  it.each([undefined, null, 'text', {}, { headers: null }, { headers: {}, body: {} }])(
    'in an event that is no request: %j',
    async (event) => {
      const answer = await main(event);
      expect([answer.statusCode, jsonOf(answer).error.code]).toEqual([400, 'INVALID_INPUT']);
    },
  );
});
