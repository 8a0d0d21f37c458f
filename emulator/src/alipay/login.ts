import { randomBytes } from 'node:crypto';

import { oneOf, record, text } from '../channels/fields.ts';
import { minuteMs, plainTime } from '../channels/times.ts';
import { Refusal } from './errors.ts';
import type { Call } from './gateway/request.ts';
import type { StandIn } from './stand-in.ts';

/** What `my.getAuthCode` gives a mini-program, by which its server learns who the user is. */
export interface AuthCode {
  readonly openId: string;
  readonly expiresAtMs: number;
  readonly used: boolean;
}

/** The least that the vendor promises. https://opendocs.alipay.com/open/02ailc */
const authCodeLifeMs = 3 * minuteMs;

export function newAuthCode({ state, clock }: StandIn, openId: string): { readonly authCode: string } {
  const authCode = randomBytes(16).toString('hex');
  state.authCodes.set(authCode, { openId, expiresAtMs: clock.now() + authCodeLifeMs, used: false });
  for (const [code, { expiresAtMs }] of state.authCodes) {
    // Long over: nobody asks for it any more.
    if (expiresAtMs + authCodeLifeMs < clock.now()) state.authCodes.delete(code);
  }
  return { authCode };
}

const tokenFields = record({ grant_type: oneOf('authorization_code'), code: text(40) });
const tokenLifeSeconds = 15 * 24 * 60 * 60;
const refreshLifeSeconds = 30 * 24 * 60 * 60;

/**
 * 换取授权访问令牌. Its answer has no `code` when it succeeds. An app of today's kind is told the `open_id` only.
 * @throws Refusal for a code that is unknown, used or too old
 */
export function exchangeAuthCode(standIn: StandIn, call: Call) {
  const { code } = call.own(tokenFields);
  const { state, clock } = standIn;
  const known = state.authCodes.get(code);
  if (!known || known.used || known.expiresAtMs <= clock.now()) throw new Refusal('isv.code-invalid');
  state.authCodes.set(code, { ...known, used: true });
  const newToken = () => `${randomBytes(16).toString('hex')}Xx`;
  return {
    access_token: newToken(),
    auth_start: plainTime(clock.now()),
    expires_in: tokenLifeSeconds,
    open_id: known.openId,
    re_expires_in: refreshLifeSeconds,
    refresh_token: newToken(),
  };
}
