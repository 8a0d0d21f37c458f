import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { later, ORDER, T0 } from '../../testing/builders.ts';
import { aCertificate } from '../../testing/certificate.ts';
import { aKeyPair } from '../../testing/keyPair.ts';
import {
  API_V3_KEY,
  aCallback,
  aWechatpayConfig,
  envelope,
  PARTIES,
  PEER_KEY_ID,
  PEER_KEYS,
  signedHeaders,
} from '../../testing/wechatpayPeer.ts';
import { CallbackRefused } from '../channel.ts';
import { readCallback, type SignedRequest } from './callback.ts';

const paid = {
  ...PARTIES,
  out_order_no: ORDER,
  order_id: 'wx-1',
  state: 'DONE',
  collection: { state: 'USER_PAID', paid_amount: 16_800, details: [{ transaction_id: 'tx-1' }] },
};
const good = aCallback('PAYSCORE.USER_PAID', paid, T0);
const read = (request: SignedRequest, now = T0, config = aWechatpayConfig()) =>
  readCallback(config, request, now);
const withHeaders = (changes: Record<string, string>): SignedRequest => ({
  ...good,
  headers: { ...good.headers, ...changes },
});
const withBody = (rawBody: string): SignedRequest => ({ headers: signedHeaders(rawBody, T0), rawBody });
const signature = good.headers['wechatpay-signature'] ?? '';

function cause(request: SignedRequest, now = T0): string {
  try {
    read(request, now);
    return 'accepted';
  } catch (error) {
    if (error instanceof CallbackRefused) return error.message;
    throw error;
  }
}

describe('a callback that WeChat Pay has signed', () => {
  it('is read, with the evidence that it came', () => {
    expect(read(good)).toEqual({
      content: { kind: 'order', facts: expect.objectContaining({ orderId: ORDER, stage: 'paid' }) },
      evidence: {
        eventId: 'EV-1',
        event: 'PAYSCORE.USER_PAID',
        keyId: PEER_KEY_ID,
        signedAt: T0,
        bodyHash: createHash('sha256').update(good.rawBody).digest('hex'),
      },
    });
  });

  it('leaves nothing personal in the evidence', () => {
    const content = { ...PARTIES, openid: 'openid-1', user_service_status: 'USER_OPEN_SERVICE' };
    const { evidence } = read(aCallback('PAYSCORE.USER_OPEN_SERVICE', content, T0));
    expect(JSON.stringify(evidence)).not.toContain('openid-1');
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

describe('in the days of a rotation', () => {
  const SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
  const old = aKeyPair();
  let both: ReturnType<typeof aWechatpayConfig>;
  beforeAll(async () => {
    const certificate = await aCertificate(old.privateKey, { serialNumber: SERIAL });
    both = aWechatpayConfig({ publicKeys: { [PEER_KEY_ID]: PEER_KEYS.publicKey, [SERIAL]: certificate } });
  });
  const under = (serial: string, privateKey: string): SignedRequest => ({
    rawBody: good.rawBody,
    headers: { ...signedHeaders(good.rawBody, T0, privateKey), 'wechatpay-serial': serial },
  });

  it('a callback may be signed by the certificate and by the public key, each under its own number', () => {
    expect(read(under(SERIAL, old.privateKey), T0, both).evidence.keyId).toBe(SERIAL);
    expect(read(under(PEER_KEY_ID, PEER_KEYS.privateKey), T0, both).evidence.keyId).toBe(PEER_KEY_ID);
  });

  it('a key signs under no other number', () => {
    expect(() => read(under(PEER_KEY_ID, old.privateKey), T0, both)).toThrow('bad signature');
    expect(() => read(under(SERIAL, PEER_KEYS.privateKey), T0, both)).toThrow('bad signature');
  });
});

describe('a callback is refused', () => {
  const stranger = aKeyPair();

  it.each<[string, SignedRequest, string]>([
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
      'with a signature that is written another way',
      withHeaders({ 'wechatpay-signature': signature.replace(/==$/, '') }),
      'bad signature',
    ],
    [
      'signed as a probe',
      withHeaders({ 'wechatpay-signature': `WECHATPAY/SIGNTEST/${signature}` }),
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

  it.each([
    [
      'encrypted with another key',
      envelope('PAYSCORE.USER_PAID', paid, 'x'.repeat(32)),
      'cannot be decrypted',
    ],
    ['of another resource', good.rawBody.replace('encrypt-resource', 'plain-resource'), 'unexpected content'],
    ['of another algorithm', good.rawBody.replace('AEAD_AES_256_GCM', 'AEAD_SM4_GCM'), 'unexpected content'],
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
