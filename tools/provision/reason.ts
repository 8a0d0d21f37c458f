/** Why a call failed, as people are told. */
export interface Reason {
  /** The API's or the network's own code; empty if it gave none. */
  readonly code: string;
  readonly message: string;
}

/** What both SDKs throw: an error with a code, whose message manager-node may fill with another error. */
export function reasonOf(error: unknown): Reason {
  const { code, message } = fieldsOf(error);
  const inner = message instanceof Error ? reasonOf(message) : null;
  return {
    code: textOf(code) || (inner?.code ?? ''),
    message: inner?.message ?? (textOf(message) || String(error)),
  };
}

/** One line: what did not happen, why, and what to do about it. */
export function failureText(what: string, error: unknown): string {
  const { code, message } = reasonOf(error);
  const why = [code, oneLine(message)].filter((part) => part !== '').join(': ');
  return `${what}: ${why}. ${adviceFor(`${code} ${message}`)}`;
}

/** The first that fits counts. */
const ADVICE: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /E11000|duplicate key/i,
    'Documents that are there already have the same value in these fields: mend them, then run this again',
  ],
  [
    /AuthFailure|UnauthorizedOperation|SIGN_PARAM_INVALID|missing secretId/,
    'Is the key right, and may it manage this environment (CAM policy QcloudTCBFullAccess)?',
  ],
  [
    /Environment .* not found|INVALID_?ENV|EnvId/i,
    'Is HOUFU_ENV_ID the id of an environment of this account?',
  ],
  [
    /RequestLimitExceeded/,
    'Too many requests came at once: wait a minute, then run this again, it goes on from here',
  ],
  [/LimitExceeded|EXCEED|Quota/i, 'The plan of this environment allows no more: see its console'],
  [/Overdue|Isolated/i, 'The environment is suspended: see its console'],
  [
    /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ESOCKETTIMEDOUT|network/i,
    'No answer came: is there a connection? Then run this again, it goes on from here',
  ],
];

function adviceFor(text: string): string {
  const [, advice] = ADVICE.find(([pattern]) => pattern.test(text)) ?? [];
  return advice ?? 'Run this again, it goes on from here';
}

function fieldsOf(error: unknown): { readonly code?: unknown; readonly message?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
}
