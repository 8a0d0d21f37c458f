import * as v from 'valibot';
import type { AgreementOf, AuthorisationOutcome, ChannelFailure, ChannelView } from '../channel.ts';
import { read, UNEXPECTED } from './answers.ts';
import type { WechatpayClient } from './client.ts';
import type { WechatpayConfig } from './config.ts';
import { MAX_REASON, shorten } from './limits.ts';
import { isOurs } from './ownership.ts';

/**
 * 免确认: the buyer authorises once, on a page that we start or in WeChat itself.
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-auth/apply-permissions.html and the
 * pages beside it
 */
const PERMISSIONS = '/v3/payscore/permissions';

const tokenSchema = v.object({ apply_permissions_token: v.string() });
const permissionSchema = v.object({
  authorization_state: v.picklist(['AVAILABLE', 'UNAVAILABLE', 'UNBINDUSER']),
  openid: v.optional(v.string()),
  authorization_code: v.optional(v.string()),
});

/** UNBINDUSER: applied for, and nobody has agreed yet. */
const STATES = { AVAILABLE: 'active', UNAVAILABLE: 'ended', UNBINDUSER: 'never' } as const;

/** @returns the page that asks the buyer, good for an hour */
export async function startAuthorisation(
  config: WechatpayConfig,
  call: WechatpayClient,
  code: string,
): Promise<{ kind: 'view'; view: ChannelView } | ChannelFailure> {
  const answer = await call('POST', PERMISSIONS, {
    service_id: config.serviceId,
    appid: config.appid,
    authorization_code: code,
    notify_url: config.callbackUrl,
  });
  const { failed, body } = read(answer);
  if (failed) return failed;
  const token = v.safeParse(tokenSchema, body);
  if (!token.success) return UNEXPECTED;
  return { kind: 'view', view: { businessType: 'wxpayScoreEnable', extraData: { ...token.output } } };
}

/** 404 is one who never authorised; one who did and closed is found. https://pay.weixin.qq.com/doc/v3/merchant/4012646782 */
export async function queryAuthorisation(
  config: WechatpayConfig,
  call: WechatpayClient,
  whose: AgreementOf,
): Promise<AuthorisationOutcome> {
  const query = new URLSearchParams({ service_id: config.serviceId, ...appidFor(config, whose) });
  const answer = await call('GET', `${pathOf(whose)}?${query}`);
  const { failed, body } = read(answer);
  if (failed?.kind === 'notFound') return { kind: 'state', state: 'never' };
  if (failed) return failed;
  const permission = v.safeParse(permissionSchema, body);
  if (!permission.success || !isOurs(config, body) || !isAbout(permission.output, whose))
    return { kind: 'unknown', cause: 'unexpected answer' };
  return { kind: 'state', state: STATES[permission.output.authorization_state] };
}

/** Ends it from our side. Refused perhaps because it has ended before: then it is as wished. */
export async function endAuthorisation(
  config: WechatpayConfig,
  call: WechatpayClient,
  whose: AgreementOf,
  reason: string,
): Promise<'ended' | 'refused' | 'unknown'> {
  const answer = await call('POST', `${pathOf(whose)}/terminate`, {
    service_id: config.serviceId,
    ...appidFor(config, whose),
    reason: shorten(reason, MAX_REASON, '商户解除授权'),
  });
  const { failed } = read(answer);
  if (!failed) return 'ended';
  if (failed.kind === 'unknown') return 'unknown';
  const now = await queryAuthorisation(config, call, whose);
  if (now.kind !== 'state') return 'unknown';
  return now.state === 'active' ? 'refused' : 'ended';
}

function pathOf(whose: AgreementOf): string {
  return whose.openid !== null
    ? `${PERMISSIONS}/openid/${encodeURIComponent(whose.openid)}`
    : `${PERMISSIONS}/authorization-code/${encodeURIComponent(whose.code)}`;
}

/** An openid is one of an app; a code is one of the merchant. */
function appidFor({ appid }: WechatpayConfig, whose: AgreementOf): { appid?: string } {
  return whose.openid !== null ? { appid } : {};
}

function isAbout(permission: v.InferOutput<typeof permissionSchema>, whose: AgreementOf): boolean {
  return whose.openid !== null
    ? (permission.openid ?? whose.openid) === whose.openid
    : (permission.authorization_code ?? whose.code) === whose.code;
}
