import { createHash } from 'node:crypto';
import { type Callback, CallbackRefused, type CallbackRequest } from '../channel.ts';
import type { AlipayConfig } from './config.ts';
import { contentOf, type Fields } from './news.ts';
import { isSigned } from './signature.ts';
import { fromAlipayTime } from './time.ts';

/**
 * Verifies what Alipay tells, then reads who or what it is about: it is only the reason to ask. Nothing in it is
 * looked at before its signature holds. https://opendocs.alipay.com/common/02mse7
 * @throws CallbackRefused
 */
export function readNotification(config: AlipayConfig, { path, rawBody }: CallbackRequest): Callback {
  const fields = fieldsOf(rawBody);
  verify(config, fields);
  if (fields.get('app_id') !== config.appId) throw new CallbackRefused('for another app');
  const eventId = fields.get('notify_id');
  if (!eventId) throw new CallbackRefused('no number');
  const event = fields.get('msg_method') || fields.get('notify_type') || 'unknown';
  return {
    content: contentOf(event, fields, path),
    evidence: {
      eventId,
      event,
      keyId: 'ALIPAY_PUBLIC_KEY',
      signedAt: signedAt(fields),
      bodyHash: createHash('sha256').update(rawBody).digest('hex'),
    },
  };
}

/** What could be verified as one thing and read as another is refused: the text that is signed knows no escapes. */
function fieldsOf(rawBody: string): Fields {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawBody)) {
    if (fields.has(name)) throw new CallbackRefused('a field stands twice');
    if (!/^\w+$/.test(name) || /&\w+=/.test(value)) throw new CallbackRefused('a field holds another');
    fields.set(name, value);
  }
  return fields;
}

/**
 * Over the fields as they came, by name. Which of them are signed the vendor's own libraries do differently: some
 * leave empty ones away, some keep `sign_type`.
 */
function verify({ alipayKeyPem }: AlipayConfig, fields: Fields): void {
  if (fields.get('sign_type') !== 'RSA2') throw new CallbackRefused('not signed with RSA2');
  const signature = fields.get('sign') ?? '';
  const texts = [
    textOf(fields, (name) => name !== 'sign_type'),
    textOf(fields, (name, value) => name !== 'sign_type' && value !== ''),
    textOf(fields, () => true),
    textOf(fields, (_name, value) => value !== ''),
  ];
  if (!texts.some((text) => isSigned(text, signature, alipayKeyPem)))
    throw new CallbackRefused('bad signature');
}

function textOf(fields: Fields, counts: (name: string, value: string) => boolean): string {
  return [...fields]
    .filter(([name, value]) => name !== 'sign' && counts(name, value))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Messages count from 1970, in milliseconds or seconds; trades tell China's time of day. */
function signedAt(fields: Fields): Date {
  const stamp = fields.get('utc_timestamp') ?? '';
  if (/^\d{10}$|^\d{13}$/.test(stamp)) return new Date(Number(stamp.padEnd(13, '0')));
  const at = fromAlipayTime(fields.get('notify_time') ?? '') ?? fromAlipayTime(stamp);
  if (!at) throw new CallbackRefused('no time');
  return at;
}
