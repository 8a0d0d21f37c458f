import { isSigned } from './signature.ts';

/** What Alipay has signed. */
export interface Answer {
  /** `10000` is a success; https://opendocs.alipay.com/common/02km9f lists the others. Null: the login has none. */
  readonly code: string | null;
  /** What exactly was wrong. */
  readonly subCode: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Nothing came that could be believed. The cause is a word or two for the log, never a body. */
export interface NoAnswer {
  readonly cause: string;
}

/** The answer to a method, or an error of the gateway itself; then the signature, and nothing beside the two. */
const ANSWER = /^\s*\{\s*"(\w+)"\s*:\s*(\{.*\})\s*,\s*"sign"\s*:\s*"([A-Za-z0-9+/=]*)"\s*\}\s*$/s;

/**
 * Reads an answer: what is read is the very text whose signature holds. The library's own way reads one text and
 * verifies another where a key stands twice, so that anybody who has once seen a signed answer can pass off his
 * own beside it. An error without a signature, as the gateway mostly gives them, is no answer.
 */
export function readSigned(text: string, method: string, alipayKeyPem: string): Answer | NoAnswer {
  const [, name = '', signedText = '', signature = ''] = ANSWER.exec(text) ?? [];
  if (signature === '') return { cause: unsigned(text) };
  if (!isSigned(signedText, signature, alipayKeyPem)) return { cause: 'BAD_SIGNATURE' };
  const about = name === `${method.replaceAll('.', '_')}_response` || name === 'error_response';
  const body = jsonObject(signedText);
  if (!about || !body) return { cause: 'UNEXPECTED' };
  return { code: textIn(body, 'code'), subCode: textIn(body, 'sub_code'), body };
}

/** What it says was wrong proves nothing, but helps whoever looks for the reason. */
function unsigned(text: string): string {
  const [, subCode] = /"sub_code"\s*:\s*"([\w.-]{1,64})"/.exec(text) ?? [];
  return subCode === undefined ? 'UNSIGNED' : `UNSIGNED ${subCode}`;
}

function jsonObject(text: string): Answer['body'] | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function textIn(body: Answer['body'], name: string): string | null {
  const value = body[name];
  return typeof value === 'string' ? value : null;
}
