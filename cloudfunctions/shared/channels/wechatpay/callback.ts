import * as v from 'valibot';
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin';
import type { ChannelFacts } from '../../domain/order/channelFacts.ts';
import { type CallbackContent, CallbackRefused, type CallbackRequest } from '../channel.ts';
import type { WechatpayConfig } from './config.ts';
import { factsOf, serviceOrderSchema } from './serviceOrder.ts';

const MAX_SKEW_SECONDS = 300;

const envelopeSchema = v.object({
  event_type: v.string(),
  resource: v.object({
    ciphertext: v.string(),
    nonce: v.string(),
    associated_data: v.optional(v.string(), ''),
  }),
});

const authorisationSchema = v.object({
  openid: v.string(),
  user_service_status: v.picklist(['USER_OPEN_SERVICE', 'USER_CLOSE_SERVICE']),
});

/**
 * Verifies, then decrypts, then reads a callback: nothing in it is looked at before its signature holds.
 * @throws CallbackRefused; Error for a state of an order that WeChat Pay does not document
 */
export function readCallback(config: WechatpayConfig, request: CallbackRequest, now: Date): CallbackContent {
  verify(config, request, now);
  const envelope = parsed(envelopeSchema, request.rawBody);
  const text = decrypted(config.apiV3Key, envelope.resource);
  switch (envelope.event_type) {
    case 'PAYSCORE.USER_CONFIRM':
    case 'PAYSCORE.USER_PAID':
      return { kind: 'order', facts: documented(factsOf(parsed(serviceOrderSchema, text), now)) };
    case 'PAYSCORE.USER_OPEN_SERVICE':
    case 'PAYSCORE.USER_CLOSE_SERVICE': {
      const { openid, user_service_status } = parsed(authorisationSchema, text);
      return {
        kind: 'authorisation',
        openid,
        state: user_service_status === 'USER_OPEN_SERVICE' ? 'active' : 'ended',
      };
    }
    default:
      return { kind: 'ignored', event: envelope.event_type };
  }
}

/** Not acknowledged, so that it comes again; meanwhile the timer asks. */
function documented(facts: ChannelFacts | null): ChannelFacts {
  if (!facts) throw new Error('a callback tells of an order in a state that is not documented');
  return facts;
}

function verify(config: WechatpayConfig, { headers, rawBody }: CallbackRequest, now: Date): void {
  const timestamp = headers['wechatpay-timestamp'] ?? '';
  const nonce = headers['wechatpay-nonce'] ?? '';
  const signature = headers['wechatpay-signature'] ?? '';
  const serial = headers['wechatpay-serial'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) throw new CallbackRefused('no timestamp');
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > MAX_SKEW_SECONDS)
    throw new CallbackRefused('stale');
  const key = Object.hasOwn(config.publicKeys, serial) ? config.publicKeys[serial] : undefined;
  if (!key) throw new CallbackRefused('unknown serial');
  if (!holds(Formatter.response(timestamp, nonce, rawBody), signature, key))
    throw new CallbackRefused('bad signature');
}

function holds(message: string, signature: string, publicKeyPem: string): boolean {
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

function parsed<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch {
    throw new CallbackRefused('unexpected content');
  }
}
