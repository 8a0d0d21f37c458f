import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  ALIPAY_KEYS,
  APP_KEYS,
  aMessage,
  anAlipayConfig,
  posted,
  signatureOf,
  signedText,
  tradeNews,
} from '../../testing/alipayPeer.ts';
import { ORDER, T0 } from '../../testing/builders.ts';
import { aKeyPair } from '../../testing/keyPair.ts';
import { CallbackRefused, type CallbackRequest } from '../channel.ts';
import { readNotification } from './notification.ts';

const config = anAlipayConfig();
const message = aMessage('creditbizorder', { out_order_no: ORDER, order_status: 'TRADE_FINISHED' }, T0);
const good = posted(message);
const read = (request: CallbackRequest) => readNotification(config, request);

/** Signed by Alipay, whatever is in it. */
const signed = (fields: Readonly<Record<string, string>>, path?: string) =>
  posted(fields, signatureOf(signedText(fields, 'sign_type')), path);
const withBody = (rawBody: string): CallbackRequest => ({ ...good, rawBody });
const without = (name: string) => Object.fromEntries(Object.entries(message).filter(([key]) => key !== name));

function cause(request: CallbackRequest): string {
  try {
    read(request);
    return 'accepted';
  } catch (error) {
    if (error instanceof CallbackRefused) return error.message;
    throw error;
  }
}

describe('a notification that Alipay has signed', () => {
  it('is read, with the evidence that it came', () => {
    expect(read(good)).toEqual({
      content: { kind: 'ask', orderId: ORDER },
      evidence: {
        eventId: message['notify_id'],
        event: 'zhima.credit.payafteruse.creditbizorder.changed',
        keyId: 'ALIPAY_PUBLIC_KEY',
        signedAt: T0,
        bodyHash: createHash('sha256').update(good.rawBody).digest('hex'),
      },
    });
  });

  it('of a debit is about the order whose number we put into its address', () => {
    const { content, evidence } = read(signed(tradeNews(), `/alipay/notify/${ORDER}`));
    expect(content).toEqual({ kind: 'ask', orderId: ORDER });
    expect(evidence).toMatchObject({ event: 'trade_status_sync', signedAt: T0 });
  });

  it('leaves nothing personal in the evidence', () => {
    const content = { out_agreement_no: 'code-1', agreement_status: 'VALID', open_id: 'openid-1' };
    const { evidence } = read(signed(aMessage('creditagreement', content, T0)));
    expect(JSON.stringify(evidence)).not.toContain('openid-1');
  });

  /** Every field, those without a value too. */
  const wholeText = (fields: Readonly<Record<string, string>>, ...without: readonly string[]) =>
    Object.entries(fields)
      .filter(([name]) => !without.includes(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
  const empty = { ...message, passback_params: '', ext: '' };

  it.each([
    ['without its type and its empty fields', signedText(empty, 'sign_type')],
    ['without its type', wholeText(empty, 'sign_type')],
    ['without its empty fields', signedText(empty)],
    ['whole', wholeText(empty)],
  ])('may be signed %s: the vendor’s own libraries differ', (_how, text) => {
    expect(cause(posted(empty, signatureOf(text)))).toBe('accepted');
  });

  it('may come in any order', () => {
    const reversed = Object.fromEntries(Object.entries(message).toReversed());
    expect(cause(posted(reversed, signatureOf(signedText(message, 'sign_type'))))).toBe('accepted');
  });

  it.each([
    ['Chinese', '先用后付 “茶”'],
    ['a plus and a space', 'a+b c'],
    ['a percent sign', '100%25 +%2B'],
    ['entities of a page, which are no entities here', '[{&quot;amount&quot;:&quot;1.00&quot;}]&amp;'],
    ['an equals sign', 'a=b=='],
    ['a line end', 'a\r\nb'],
  ])('may hold %s', (_what, subject) => {
    expect(cause(signed({ ...message, subject }))).toBe('accepted');
  });

  it('may write a space either way', () => {
    const fields = { ...tradeNews(), subject: '先用 后付' };
    const { rawBody } = signed(fields);
    expect(rawBody).toContain('+');
    expect(cause(withBody(rawBody.replaceAll('+', '%20')))).toBe('accepted');
  });

  it.each([
    ['milliseconds', { utc_timestamp: String(T0.getTime()) }],
    ['seconds', { utc_timestamp: String(T0.getTime() / 1_000) }],
    ['China’s time of day', { utc_timestamp: '2026-03-01 10:00:00' }],
    ['China’s time of day under the other name', { utc_timestamp: '', notify_time: '2026-03-01 10:00:00' }],
  ])('tells its time in %s', (_what, time) => {
    expect(read(signed({ ...message, ...time })).evidence.signedAt).toEqual(T0);
  });
});

describe('a notification is refused', () => {
  const sign = signatureOf(signedText(message, 'sign_type'));

  it.each<[string, CallbackRequest, string]>([
    ['with another field', withBody(good.rawBody.replace('TRADE_FINISHED', 'TRADE_CLOSED')), 'bad signature'],
    ['with a field more', withBody(`${good.rawBody}&trade_status=TRADE_SUCCESS`), 'bad signature'],
    ['with a field less', posted(without('version'), sign), 'bad signature'],
    ['without a signature', posted(message, ''), 'bad signature'],
    ['with half a signature', posted(message, sign.slice(0, 100)), 'bad signature'],
    [
      'with a signature that is written another way',
      posted(message, sign.replace(/=+$/, '')),
      'bad signature',
    ],
    [
      'signed by a stranger',
      posted(message, signatureOf(signedText(message, 'sign_type'), aKeyPair().privateKey)),
      'bad signature',
    ],
    [
      'signed by the merchant',
      posted(message, signatureOf(signedText(message, 'sign_type'), APP_KEYS.privateKey)),
      'bad signature',
    ],
    [
      'signed with SHA-1, though it says otherwise',
      posted(message, signatureOf(signedText(message, 'sign_type'), ALIPAY_KEYS.privateKey, 'RSA-SHA1')),
      'bad signature',
    ],
    [
      'signed with SHA-1',
      posted(
        { ...message, sign_type: 'RSA' },
        signatureOf(signedText(message, 'sign_type'), ALIPAY_KEYS.privateKey, 'RSA-SHA1'),
      ),
      'not signed with RSA2',
    ],
    [
      'that says it is signed otherwise',
      posted({ ...message, sign_type: 'RSA' }, sign),
      'not signed with RSA2',
    ],
    ['that does not say how it is signed', posted(without('sign_type'), sign), 'not signed with RSA2'],
    ['with a field twice', withBody(`${good.rawBody}&version=1.1`), 'a field stands twice'],
    ['with another signature behind it', withBody(`${good.rawBody}&sign=x`), 'a field stands twice'],
    ['with a name that is none', withBody(`${good.rawBody}&a%26b=1`), 'a field holds another'],
    ['that is empty', withBody(''), 'not signed with RSA2'],
    ['that is JSON', withBody(JSON.stringify(message)), 'a field holds another'],
    ['that no longer is UTF-8', withBody(good.rawBody.replace('UTF-8', 'UTF-8%ff')), 'bad signature'],
  ])('%s', (_what, request, expected) => {
    expect(cause(request)).toBe(expected);
  });

  it('whose fields run into one another, though the signed text is the same', () => {
    const { notify_id, sign_type, ...rest } = message;
    const joined = {
      ...rest,
      sign_type: sign_type ?? '',
      msg_method: `${rest['msg_method']}&notify_id=${notify_id}`,
    };
    expect(signedText(joined, 'sign_type')).toBe(signedText(message, 'sign_type'));
    expect(cause(posted(joined, sign))).toBe('a field holds another');
  });

  it.each([
    ['for another app', { app_id: '2021000000000002' }, 'for another app'],
    ['for no app', { app_id: '' }, 'for another app'],
    ['without a number', { notify_id: '' }, 'no number'],
    ['without a time', { utc_timestamp: '' }, 'no time'],
    ['with a time that is none', { utc_timestamp: '1e12' }, 'no time'],
    ['whose content is none', { biz_content: '{' }, 'unexpected content'],
  ])('%s, though well signed', (_what, changes, expected) => {
    expect(cause(signed({ ...message, ...changes }))).toBe(expected);
  });

  it('before anything in it is read', () => {
    expect(cause(withBody(good.rawBody.replace(/biz_content=[^&]*/, 'biz_content=%7B')))).toBe(
      'bad signature',
    );
  });
});
