import * as v from 'valibot';
import { Aes, Formatter, Hash, Rsa } from 'wechatpay-axios-plugin';
import { type Callback, CallbackRefused, type CallbackRequest } from '../channel.ts';
import { contentOf, parsedCallback } from './callbackContent.ts';
import type { WechatpayConfig } from './config.ts';

/** What WeChat Pay's signature covers, and where it stands. */
export type SignedRequest = Pick<CallbackRequest, 'headers' | 'rawBody'>;

const MAX_SKEW_SECONDS = 300;

const envelopeSchema = v.object({
  id: v.string(),
  event_type: v.string(),
  resource_type: v.literal('encrypt-resource'),
  resource: v.object({
    algorithm: v.literal('AEAD_AES_256_GCM'),
    ciphertext: v.string(),
    nonce: v.string(),
    associated_data: v.nullish(v.string(), ''),
  }),
});

/**
 * Verifies, then decrypts, then reads a callback: nothing in it is looked at before its signature holds.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012071382
 * @throws CallbackRefused; Error for a state of an order that WeChat Pay does not document
 */
export function readCallback(config: WechatpayConfig, request: SignedRequest, now: Date): Callback {
  const { signedAt, keyId } = verify(config, request, now);
  const envelope = parsedCallback(envelopeSchema, request.rawBody);
  const text = decrypted(config.apiV3Key, envelope.resource);
  return {
    content: contentOf(config, envelope.event_type, text, now),
    evidence: {
      eventId: envelope.id,
      event: envelope.event_type,
      keyId,
      signedAt,
      bodyHash: Hash.sha256(request.rawBody),
    },
  };
}

function verify(
  config: WechatpayConfig,
  { headers, rawBody }: SignedRequest,
  now: Date,
): { readonly signedAt: Date; readonly keyId: string } {
  const timestamp = headers['wechatpay-timestamp'] ?? '';
  const nonce = headers['wechatpay-nonce'] ?? '';
  const signature = headers['wechatpay-signature'] ?? '';
  const keyId = headers['wechatpay-serial'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) throw new CallbackRefused('no timestamp');
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > MAX_SKEW_SECONDS)
    throw new CallbackRefused('stale');
  const key = Object.hasOwn(config.publicKeys, keyId) ? config.publicKeys[keyId] : undefined;
  if (!key) throw new CallbackRefused('unknown serial');
  if (!holds(Formatter.response(timestamp, nonce, rawBody), signature, key))
    throw new CallbackRefused('bad signature');
  return { signedAt: new Date(Number(timestamp) * 1_000), keyId };
}

function holds(message: string, signature: string, publicKeyPem: string): boolean {
  // Base64 is read leniently: what is not written as WeChat Pay writes it was changed by somebody.
  if (Buffer.from(signature, 'base64').toString('base64') !== signature) return false;
  try {
    return Rsa.verify(message, signature, Rsa.from(publicKeyPem, Rsa.KEY_TYPE_PUBLIC));
  } catch {
    return false;
  }
}

function decrypted(apiV3Key: string, resource: v.InferOutput<typeof envelopeSchema>['resource']): string {
  try {
    return Aes.AesGcm.decrypt(resource.ciphertext, apiV3Key, resource.nonce, resource.associated_data);
  } catch {
    throw new CallbackRefused('cannot be decrypted');
  }
}
