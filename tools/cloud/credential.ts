import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** What signs requests to Tencent Cloud. */
export interface Credential {
  readonly secretId: string;
  readonly secretKey: string;
  /** Only of a temporary credential, as a login in the browser gives it. */
  readonly token?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The names under which Tencent Cloud's own tools read a credential. */
const VARIABLES = {
  secretId: 'TENCENTCLOUD_SECRETID',
  secretKey: 'TENCENTCLOUD_SECRETKEY',
  token: 'TENCENTCLOUD_SESSIONTOKEN',
} as const;

/** Where the official CLI keeps its login, below the user's home. */
export const LOGIN_FILE = join('.config', '.cloudbase', 'auth.json');

/** A request that begins now must still be answered with the same credential. */
const SPARE_MS = 120_000;

/** The CLI writes the first three names for a secret key, the `tmp…` ones for a login in the browser. */
const loginSchema = v.object({
  secretId: v.optional(v.string()),
  secretKey: v.optional(v.string()),
  token: v.optional(v.string()),
  tmpSecretId: v.optional(v.string()),
  tmpSecretKey: v.optional(v.string()),
  tmpToken: v.optional(v.string()),
  /** In ms since 1970. */
  tmpExpired: v.optional(v.union([v.number(), v.string()])),
});
type Login = v.InferOutput<typeof loginSchema>;

/**
 * A credential in the `TENCENTCLOUD_…` variables; null if there is none.
 * @throws Error that names the variable which is missing
 */
export function credentialOf(variables: Variables): Credential | null {
  const secretId = variables[VARIABLES.secretId];
  const secretKey = variables[VARIABLES.secretKey];
  if (!secretId && !secretKey) return null;
  if (!secretId || !secretKey) {
    const missing = secretId ? VARIABLES.secretKey : VARIABLES.secretId;
    throw new Error(`${missing} is missing: the two ${VARIABLES.secretId} and _SECRETKEY go together`);
  }
  return credential(secretId, secretKey, variables[VARIABLES.token]);
}

/** The variables without a credential: what one starts has it from a file, or from its parent. */
export function withoutCredential(variables: Variables): Variables {
  const names: readonly string[] = Object.values(VARIABLES);
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.includes(name)));
}

/**
 * The login of the official CLI (`npx tcb login`) in a home folder. A login in the browser holds for two
 * hours; the CLI renews it by itself, these tools do not.
 * @param now in ms since 1970
 * @throws Error that says how to log in
 */
export function readLogin(home: string, now: number): Credential {
  const { secretId, secretKey, token, tmpSecretId, tmpSecretKey, tmpToken, tmpExpired } = loginIn(
    join(home, LOGIN_FILE),
  );
  if (secretId && secretKey) return credential(secretId, secretKey, token);
  if (!tmpSecretId || !tmpSecretKey) throw new Error('nobody is logged in to Tencent Cloud: npx tcb login');
  if (tmpExpired !== undefined && Number(tmpExpired) < now + SPARE_MS) {
    throw new Error('the login to Tencent Cloud has run out: npx tcb login renews it');
  }
  return credential(tmpSecretId, tmpSecretKey, tmpToken);
}

function loginIn(file: string): Login {
  if (!existsSync(file)) return {};
  try {
    return v.parse(
      v.object({ credential: v.optional(loginSchema, {}) }),
      JSON.parse(readFileSync(file, 'utf8')),
    ).credential;
  } catch {
    // Never what is in it: it is a secret.
    throw new Error(`${file} is not a login of the CLI: npx tcb logout, then npx tcb login`);
  }
}

function credential(secretId: string, secretKey: string, token: string | undefined): Credential {
  return { secretId, secretKey, ...(token && { token }) };
}
