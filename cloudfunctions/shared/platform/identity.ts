import { createHash, createHmac } from 'node:crypto';
import type { ChannelName } from '../domain/order/order.ts';

/**
 * The pseudonym of a buyer: a keyed hash of what his channel calls him. Without the key it leads back to nobody.
 * Two users of two channels may be called the same.
 */
export function buyerIdOf(channel: ChannelName, openid: string): string {
  return keyed(`buyer\n${channel}\n${openid}`).slice(0, 24);
}

/** The order's `_id`: the same buyer and request always make the same one. 32 hex digits. */
export function orderIdOf(buyerId: string, requestId: string): string {
  return createHash('sha256').update(`${buyerId}\n${requestId}`).digest('hex').slice(0, 32);
}

/** A keyed fingerprint of a request, which tells two requests apart and gives nothing of them away. */
export function requestHashOf(request: unknown): string {
  return keyed(`request\n${JSON.stringify(request)}`);
}

/** SHA-256 of a text, hex: what the buyer agreed to. */
export function textHashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function keyed(text: string): string {
  const key = process.env['HOUFU_IDENTITY_KEY'];
  if (!key) throw new Error('the environment variable HOUFU_IDENTITY_KEY is missing');
  return createHmac('sha256', key).update(text).digest('base64url');
}
