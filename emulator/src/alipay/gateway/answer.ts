import type { Refusal } from '../errors.ts';
import { strangerKey } from '../keys.ts';
import type { StandIn } from '../stand-in.ts';
import { signatureOf } from './signing.ts';

/** What a method answers, or why it does not. */
export interface Answer {
  /** As the request named it; empty if it named none. */
  readonly method: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly refusal: Refusal | null;
}

/** The login alone reports what went wrong as an error of the gateway. */
const loginMethod = 'alipay.system.oauth.token';

/**
 * The body of an answer: the fields under the method's name, and a signature over exactly that text.
 * https://opendocs.alipay.com/common/02mse7
 */
export async function bodyOfAnswer(standIn: StandIn, answer: Answer): Promise<string> {
  const { method, fields, refusal } = answer;
  const isError =
    refusal !== null &&
    (standIn.state.behaviour.refusals === 'errorResponse' || method === '' || method === loginMethod);
  const name = isError ? 'error_response' : `${method.replaceAll('.', '_')}_response`;
  // As Alipay escapes: who signs what he has parsed and written anew does not get the same text.
  const text = JSON.stringify(fields).replaceAll('/', '\\/');
  const signature = isUnsigned(standIn, refusal, isError) ? null : await sign(standIn, text);
  return `{${JSON.stringify(name)}:${text}${signature === null ? '' : `,"sign":"${signature}"`}}`;
}

function isUnsigned({ state }: StandIn, refusal: Refusal | null, isError: boolean): boolean {
  // Whoever is not known as an app has no key of Alipay's to verify with.
  if (refusal?.subCode === 'isv.invalid-app-id' || refusal?.subCode === 'isv.missing-app-id') return true;
  return state.behaviour.answers === 'unsigned' || (isError && state.behaviour.errorResponse === 'unsigned');
}

async function sign({ state, keys }: StandIn, text: string): Promise<string> {
  switch (state.behaviour.answers) {
    case 'badSignature':
      return signatureOf(`${text} `, keys.alipay.privateKey);
    case 'foreignKey':
      return signatureOf(text, (await strangerKey()).privateKey);
    case 'rsa':
      return signatureOf(text, keys.alipay.privateKey, 'RSA');
    default:
      return signatureOf(text, keys.alipay.privateKey);
  }
}
