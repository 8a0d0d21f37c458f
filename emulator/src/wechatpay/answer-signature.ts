import { strangerKey } from './keys.ts';
import { signerOfAnswer } from './signers.ts';
import { probeSignature, signatureHeaders, staleMs } from './signing.ts';
import { type StandIn, vendorNow } from './stand-in.ts';

/** The `Wechatpay-…` headers of an answer. `askedId` is the request's `Wechatpay-Serial`. */
export async function answerSignature(
  standIn: StandIn,
  { status, body }: { readonly status: number; readonly body: Buffer },
  askedId: string | undefined,
): Promise<Record<string, string>> {
  const { answers } = standIn.state.behaviour;
  const isSigned = answers !== 'unsigned' && (answers !== 'unsignedRefusals' || status < 300);
  // Somebody unknown is given no signature, whatever the behaviour.
  if (!isSigned || status === 401) return {};
  if (answers === 'probe') standIn.state.behaviour = { ...standIn.state.behaviour, answers: 'normal' };
  const key = answers === 'unknownSerial' ? await strangerKey() : await signerOfAnswer(standIn, askedId);
  const signed = answers === 'badSignature' ? Buffer.concat([body, Buffer.from(' ')]) : body;
  const ageMs = answers === 'staleTimestamp' ? staleMs : 0;
  const headers = signatureHeaders(signed, key, vendorNow(standIn) - ageMs);
  return answers === 'probe' ? { ...headers, ...probeSignature() } : headers;
}
