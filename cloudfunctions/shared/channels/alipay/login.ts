import * as v from 'valibot';
import { DomainError } from '../../domain/domainError.ts';
import type { ChannelFailure } from '../channel.ts';
import type { Environment } from '../config/variables.ts';
import { read, UNEXPECTED } from './answers.ts';
import { openClient } from './client.ts';
import { offersAlipay, readAlipayConfig } from './config.ts';

const TOKEN = 'alipay.system.oauth.token';

/** Given to the app by `my.getAuthCode`, for one use. */
export const loginInput = v.strictObject({ authCode: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)) });

const userSchema = v.object({ open_id: v.optional(v.string()), user_id: v.optional(v.string()) });

/** `badCode`: not one of Alipay's, used before, or too old. */
export type Login =
  | { readonly kind: 'user'; readonly openid: string }
  | { readonly kind: 'badCode' }
  | ChannelFailure;

/**
 * Who the user is whose one-time code this is; the tokens that come with it are not kept.
 * https://opendocs.alipay.com/open/02aile
 * @throws DomainError CHANNEL_UNAVAILABLE where the merchant does not offer Alipay
 */
export async function logInAt(
  environment: Environment,
  { authCode }: v.InferOutput<typeof loginInput>,
): Promise<Login> {
  if (!offersAlipay(environment)) throw new DomainError('CHANNEL_UNAVAILABLE');
  const client = openClient(readAlipayConfig(environment));
  const answer = await client.call(TOKEN, null, { grant_type: 'authorization_code', code: authCode });
  // Alone among all answers this one has no `code` where it is a success.
  if (!('cause' in answer) && answer.code === null) return userIn(answer.body);
  const { failed } = read(answer);
  return failed ? orBadCode(failed) : UNEXPECTED;
}

function userIn(body: unknown): Login {
  const user = v.safeParse(userSchema, body);
  const openid = user.success && (user.output.open_id ?? user.output.user_id);
  return openid ? { kind: 'user', openid } : UNEXPECTED;
}

/** That a code is not good Alipay mostly says without a signature. Nothing but a new try follows from it. */
function orBadCode(failed: ChannelFailure): Login {
  const said =
    failed.kind === 'unknown' ? failed.cause.replace(/^UNSIGNED /, '') : 'code' in failed && failed.code;
  return said === 'isv.code-invalid' ? { kind: 'badCode' } : failed;
}
