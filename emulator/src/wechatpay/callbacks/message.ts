import type { Message } from '../../channels/reach.ts';
import { newRequestId } from '../../channels/request-log.ts';
import { strangerKey } from '../keys.ts';
import { merchant } from '../merchant.ts';
import { type Sealed, seal } from '../sealing.ts';
import { signerOfCallback } from '../signers.ts';
import { probeSignature, signatureHeaders, staleMs } from '../signing.ts';
import { type StandIn, vendorNow } from '../stand-in.ts';
import { type CallbackEvent, envelopeOf } from './envelope.ts';

export interface SignedMessage extends Message {
  /** The `Wechatpay-Serial` that it goes under. */
  readonly serial: string;
}

const foreignApiV3Key = 'of-another-merchant-apiv3-key-32';

/** Seals and signs an event anew, with whatever the behaviour says is to be wrong with it. */
export async function messageOf(standIn: StandIn, event: CallbackEvent): Promise<SignedMessage> {
  const { callbacks } = standIn.state.behaviour;
  const apiV3Key = callbacks === 'foreignMerchant' ? foreignApiV3Key : merchant.apiV3Key;
  const sealed = seal(JSON.stringify(event.resource), event.associatedData, apiV3Key);
  const body = envelopeOf(event, damaged(sealed, callbacks));
  const known = await signerOfCallback(standIn);
  const key = callbacks === 'foreignKey' ? { ...(await strangerKey()), id: known.id } : known;
  const ageMs = callbacks === 'staleTimestamp' ? staleMs : 0;
  const headers = {
    'Content-Type': 'application/json',
    'Request-ID': `${newRequestId()}-0`,
    ...signatureHeaders(body, key, vendorNow(standIn) - ageMs),
  };
  return { headers, body: callbacks === 'tampered' ? tampered(body) : body, serial: key.id };
}

/** The same, to see whether the merchant verifies signatures. */
export function probeOf(message: SignedMessage): SignedMessage {
  return { ...message, headers: { ...message.headers, ...probeSignature() } };
}

/** Changes one bit of the encrypted text or of its tag, before the signature is made. */
function damaged(sealed: Sealed, callbacks: StandIn['state']['behaviour']['callbacks']): Sealed {
  if (callbacks !== 'tamperedCiphertext' && callbacks !== 'tamperedTag') return sealed;
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  const place = callbacks === 'tamperedTag' ? bytes.length - 1 : 0;
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  return { ...sealed, ciphertext: bytes.toString('base64') };
}

/** Changes one character of the event's id: the body stays valid JSON, its signature does not. */
function tampered(body: Buffer): Buffer {
  return Buffer.from(body.toString().replace('"id":"E', '"id":"F'));
}
