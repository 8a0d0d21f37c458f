import { describe, expect, it } from 'vitest';
import { later, ORDER, T0 } from '../../testing/builders.ts';
import {
  API_V3_KEY,
  aCallback,
  aKeyPair,
  envelope,
  signedHeaders,
  wechatpayEnvironment,
} from '../../testing/wechatpayPeer.ts';
import { CallbackRefused, type CallbackRequest } from '../channel.ts';
import { readCallback } from './callback.ts';
import { readWechatpayConfig } from './config.ts';

const config = readWechatpayConfig(wechatpayEnvironment());
const paid = {
  out_order_no: ORDER,
  order_id: 'wx-1',
  state: 'DONE',
  collection: { state: 'USER_PAID', paid_amount: 16_800, details: [{ transaction_id: 'tx-1' }] },
};
const good = aCallback('PAYSCORE.USER_PAID', paid, T0);
const read = (request: CallbackRequest, now = T0) => readCallback(config, request, now);
const withHeaders = (changes: Record<string, string>): CallbackRequest => ({
  ...good,
  headers: { ...good.headers, ...changes },
});
const withBody = (rawBody: string): CallbackRequest => ({ headers: signedHeaders(rawBody, T0), rawBody });

function cause(request: CallbackRequest, now = T0): string {
  try {
    read(request, now);
    return 'accepted';
  } catch (error) {
    if (error instanceof CallbackRefused) return error.message;
    throw error;
  }
}

describe('a callback that WeChat Pay has signed', () => {
  it('tells that an order is paid', () => {
    expect(read(good)).toMatchObject({
      kind: 'order',
      facts: { orderId: ORDER, stage: 'paid', payment: { paidFen: 16_800, transactionId: 'tx-1' } },
    });
  });

  it('tells that the buyer has agreed', () => {
    const content = {
      out_order_no: ORDER,
      order_id: 'wx-1',
      state: 'DOING',
      state_description: 'USER_CONFIRM',
    };
    expect(read(aCallback('PAYSCORE.USER_CONFIRM', content, T0))).toMatchObject({
      facts: { stage: 'running' },
    });
  });

  it.each([
    ['PAYSCORE.USER_OPEN_SERVICE', 'USER_OPEN_SERVICE', 'active'],
    ['PAYSCORE.USER_CLOSE_SERVICE', 'USER_CLOSE_SERVICE', 'ended'],
  ])('tells with %s that the service is %s', (event, user_service_status, state) => {
    const content = { openid: 'openid-1', user_service_status, openorclose_time: '20260301100000' };
    expect(read(aCallback(event, content, T0))).toEqual({ kind: 'authorisation', openid: 'openid-1', state });
  });

  it('of no concern is ignored', () => {
    expect(read(aCallback('REFUND.SUCCESS', {}, T0))).toEqual({ kind: 'ignored', event: 'REFUND.SUCCESS' });
  });

  it('may be encrypted without associated data', () => {
    const rawBody = envelope('PAYSCORE.USER_PAID', paid, API_V3_KEY, '');
    expect(cause(withBody(rawBody))).toBe('accepted');
    expect(cause(withBody(rawBody.replace(',"associated_data":""', '')))).toBe('accepted');
  });

  it.each([-300, 300])('is believed %d seconds away', (seconds) => {
    expect(cause(good, later(T0, seconds * 1_000))).toBe('accepted');
  });
});

describe('a callback is refused', () => {
  const stranger = aKeyPair();

  it.each<[string, CallbackRequest, string]>([
    ['with another body', { ...good, rawBody: `${good.rawBody} ` }, 'bad signature'],
    [
      'with a body of one other digit',
      { ...good, rawBody: good.rawBody.replace('EV-1', 'EV-2') },
      'bad signature',
    ],
    ['with another nonce', withHeaders({ 'wechatpay-nonce': 'other' }), 'bad signature'],
    [
      'with another time',
      withHeaders({ 'wechatpay-timestamp': String(T0.getTime() / 1_000 + 1) }),
      'bad signature',
    ],
    ['with another signature', withHeaders({ 'wechatpay-signature': 'AAAA' }), 'bad signature'],
    ['with no signature', withHeaders({ 'wechatpay-signature': '' }), 'bad signature'],
    [
      'signed as a probe',
      withHeaders({ 'wechatpay-signature': `WECHATPAY/SIGNTEST/${good.headers['wechatpay-signature']}` }),
      'bad signature',
    ],
    [
      'signed by a stranger',
      { ...good, headers: signedHeaders(good.rawBody, T0, stranger.privateKey) },
      'bad signature',
    ],
    ['under an unknown serial', withHeaders({ 'wechatpay-serial': 'PUB_KEY_ID_9' }), 'unknown serial'],
    [
      'under an inherited name for a serial',
      withHeaders({ 'wechatpay-serial': 'constructor' }),
      'unknown serial',
    ],
    ['without a serial', withHeaders({ 'wechatpay-serial': '' }), 'unknown serial'],
    ['without a time', withHeaders({ 'wechatpay-timestamp': '' }), 'no timestamp'],
    ['with a time that is none', withHeaders({ 'wechatpay-timestamp': '1e9' }), 'no timestamp'],
    ['with no headers at all', { headers: {}, rawBody: good.rawBody }, 'no timestamp'],
  ])('%s', (_what, request, expected) => {
    expect(cause(request)).toBe(expected);
  });

  it.each([-301, 301])('%d seconds away, though well signed', (seconds) => {
    expect(cause(good, later(T0, seconds * 1_000))).toBe('stale');
  });

  it('with ciphertext that somebody changed', () => {
    const body: { resource: { ciphertext: string } } = JSON.parse(good.rawBody);
    const bytes = Buffer.from(body.resource.ciphertext, 'base64');
    for (const at of [0, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const resource = { ...body.resource, ciphertext: changed.toString('base64') };
      expect(cause(withBody(JSON.stringify({ ...body, resource })))).toBe('cannot be decrypted');
    }
  });

  it.each([
    [
      'encrypted with another key',
      envelope('PAYSCORE.USER_PAID', paid, 'x'.repeat(32)),
      'cannot be decrypted',
    ],
    [
      'of an order in an unknown state',
      envelope('PAYSCORE.USER_PAID', { ...paid, state: 'LOST' }),
      'unexpected content',
    ],
    ['of an order without a number', envelope('PAYSCORE.USER_PAID', { state: 'DONE' }), 'unexpected content'],
    ['that is no JSON', 'hello', 'unexpected content'],
    ['that is empty', '', 'unexpected content'],
    ['without content', JSON.stringify({ event_type: 'PAYSCORE.USER_PAID' }), 'unexpected content'],
  ])('%s, though well signed', (_what, rawBody, expected) => {
    expect(cause(withBody(rawBody))).toBe(expected);
  });

  it('before anything in it is read', () => {
    const hostile = { headers: good.headers, rawBody: '{"event_type":' };
    expect(cause(hostile)).toBe('bad signature');
  });
});
