import { randomBytes } from 'node:crypto';
import { digest } from '../channels/digest.ts';
import { notifyUrl } from '../channels/notify-url.ts';
import { compactTime, hourMs, rfc3339Time } from '../channels/times.ts';
import { notify } from './callbacks/notify.ts';
import { Refusal } from './errors.ts';
import { type Checked, optional, record, text } from './fields.ts';
import { merchant, services } from './merchant.ts';
import { isPaying, isRunning } from './orders/order.ts';
import type { StandIn } from './stand-in.ts';

/**
 * 免确认 authorisation: the merchant applies, the user agrees inside WeChat, either side may end it.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012646782
 */

/** A merchant's request that a user authorise it. */
export interface Application {
  readonly authorizationCode: string;
  readonly serviceId: string;
  readonly appid: string;
  readonly notifyUrl?: string;
  readonly digest: string;
  /** Opens the authorisation page, once, within an hour. */
  readonly token: string;
  readonly tokenExpiresAtMs: number;
  /** Who authorised through it. */
  readonly openid: string | null;
  /** What that came to, once the same user has authorised anew. */
  readonly ended?: Authorisation;
}

/** What one user granted to one service, now or in the past. */
export interface Authorisation {
  readonly openid: string;
  readonly serviceId: string;
  readonly appid: string;
  readonly authorizationCode?: string;
  readonly notifyUrl?: string;
  readonly state: 'AVAILABLE' | 'UNAVAILABLE';
  readonly authorisedAtMs: number;
  readonly closedAtMs: number | null;
}

const tokenLifeMs = hourMs;

export const applyFields = record({
  service_id: text(32),
  appid: text(32),
  authorization_code: text(32, /^[0-9A-Za-z_\-|*]+$/),
  notify_url: optional(notifyUrl),
});
export const queryByCodeFields = record({ service_id: text(32) });
export const queryByOpenidFields = record({ service_id: text(32), appid: text(32) });
export const terminateByCodeFields = record({ service_id: text(32), reason: text(50) });
export const terminateByOpenidFields = record({ service_id: text(32), appid: text(32), reason: text(50) });

export function apply(standIn: StandIn, fields: Checked<typeof applyFields>) {
  requireService(fields.service_id, fields.appid);
  const { applications } = standIn.state;
  const existing = applications.get(fields.authorization_code);
  if (existing && existing.digest !== digest(fields)) throw new Refusal('reentry');
  if (existing?.openid) throw new Refusal('malformed', 'authorization_code 已被使用');
  const application: Application = {
    authorizationCode: fields.authorization_code,
    serviceId: fields.service_id,
    appid: fields.appid,
    ...(fields.notify_url === undefined ? {} : { notifyUrl: fields.notify_url }),
    digest: digest(fields),
    token: randomBytes(48).toString('base64url'),
    tokenExpiresAtMs: standIn.clock.now() + tokenLifeMs,
    openid: null,
  };
  applications.set(application.authorizationCode, application);
  return { apply_permissions_token: application.token };
}

/**
 * What became of an application, by its code. One that nobody has agreed to yet is bound to no user.
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-auth/get-permissions-by-authorization-code.html
 * @throws Refusal: 404 for a code that was never applied for, 403 for a service without authorisation
 */
export function queryByCode(standIn: StandIn, code: string, serviceId: string): Record<string, unknown> {
  const application = standIn.state.applications.get(code);
  if (application?.serviceId !== serviceId || application.openid !== null) {
    return viewAuthorisation(findByCode(standIn, code, serviceId));
  }
  return {
    service_id: serviceId,
    appid: application.appid,
    mchid: merchant.mchid,
    authorization_code: code,
    authorization_state: 'UNBINDUSER',
    ...(application.notifyUrl === undefined ? {} : { notify_url: application.notifyUrl }),
  };
}

/**
 * What was granted through this code; of a user who has authorised anew since, what came of it.
 * @throws Refusal: 404 for a code nobody has authorised through, 403 for a service without authorisation
 */
export function findByCode(standIn: StandIn, code: string, serviceId: string): Authorisation {
  requireService(serviceId);
  const application = standIn.state.applications.get(code);
  const openid = application?.serviceId === serviceId ? application.openid : null;
  const current = openid === null ? undefined : standIn.state.authorisations.get(keyOf(serviceId, openid));
  const found = current?.authorizationCode === code ? current : application?.ended;
  if (!found) throw new Refusal('authorisationNotFound');
  return found;
}

/**
 * What a user granted, known by the openid that he has for this appid; one who closed since is found.
 * @throws Refusal: 404 for a user who never authorised, 403 for a service or appid that is not the merchant's
 */
export function findByOpenid(
  standIn: StandIn,
  openid: string,
  { service_id: serviceId, appid }: { readonly service_id: string; readonly appid: string },
): Authorisation {
  requireService(serviceId, appid);
  const authorisation = standIn.state.authorisations.get(keyOf(serviceId, openid));
  if (!authorisation) throw new Refusal('authorisationNotFound');
  return authorisation;
}

/** The application whose page this token opens, or why it opens none. */
export function applicationOf(standIn: StandIn, token: string): Application | 'unknown' | 'used' | 'expired' {
  const application = [...standIn.state.applications.values()].find((one) => one.token === token);
  if (!application) return 'unknown';
  if (application.openid !== null) return 'used';
  return application.tokenExpiresAtMs <= standIn.clock.now() ? 'expired' : application;
}

export function viewAuthorisation(authorisation: Authorisation) {
  const { authorizationCode, notifyUrl: url, closedAtMs } = authorisation;
  return {
    service_id: authorisation.serviceId,
    appid: authorisation.appid,
    mchid: merchant.mchid,
    openid: authorisation.openid,
    ...(authorizationCode === undefined ? {} : { authorization_code: authorizationCode }),
    authorization_state: authorisation.state,
    ...(url === undefined ? {} : { notify_url: url }),
    ...(closedAtMs === null ? {} : { cancel_authorization_time: rfc3339Time(closedAtMs) }),
    authorization_success_time: rfc3339Time(authorisation.authorisedAtMs),
  };
}

/** The merchant ends it. Ending it again succeeds. @throws Refusal while the user has unfinished orders */
export function terminate(standIn: StandIn, authorisation: Authorisation): void {
  const { openid, serviceId, state } = authorisation;
  if (state === 'UNAVAILABLE') return;
  for (const order of standIn.state.orders.values()) {
    const theirs = order.openid === openid && order.fields.service_id === serviceId;
    if (theirs && (isRunning(order) || isPaying(order))) throw new Refusal('unfinishedOrders');
  }
  close(standIn, authorisation);
}

/** Ends it whatever runs, as the user can inside WeChat: running orders are still debited. */
export function close(standIn: StandIn, authorisation: Authorisation): Authorisation {
  if (authorisation.state === 'UNAVAILABLE') return authorisation;
  const closed: Authorisation = { ...authorisation, state: 'UNAVAILABLE', closedAtMs: standIn.clock.now() };
  remember(standIn, closed, 'PAYSCORE.USER_CLOSE_SERVICE', 'USER_CLOSE_SERVICE');
  return closed;
}

/** The user agrees on the page that the token opens. The caller has checked that the token still lives. */
export function authoriseThrough(standIn: StandIn, application: Application, openid: string): Authorisation {
  const { authorizationCode } = application;
  standIn.state.applications.set(authorizationCode, { ...application, openid });
  return open(standIn, { ...application, openid });
}

/** The user agrees, with or without an application of the merchant. */
export function open(
  standIn: StandIn,
  grant: Pick<Authorisation, 'openid' | 'serviceId' | 'appid' | 'authorizationCode' | 'notifyUrl'>,
): Authorisation {
  const { openid, serviceId, appid, authorizationCode, notifyUrl: url } = grant;
  supersede(standIn, standIn.state.authorisations.get(keyOf(serviceId, openid)));
  const authorisation: Authorisation = {
    openid,
    serviceId,
    appid,
    ...(authorizationCode === undefined ? {} : { authorizationCode }),
    ...(url === undefined ? {} : { notifyUrl: url }),
    state: 'AVAILABLE',
    authorisedAtMs: standIn.clock.now(),
    closedAtMs: null,
  };
  remember(standIn, authorisation, 'PAYSCORE.USER_OPEN_SERVICE', 'USER_OPEN_SERVICE');
  return authorisation;
}

/** Another authorisation takes this one's place: what came of it is kept with its application. */
function supersede({ state, clock }: StandIn, previous: Authorisation | undefined): void {
  const application = state.applications.get(previous?.authorizationCode ?? '');
  if (!previous || !application) return;
  const ended: Authorisation = {
    ...previous,
    state: 'UNAVAILABLE',
    closedAtMs: previous.closedAtMs ?? clock.now(),
  };
  state.applications.set(application.authorizationCode, { ...application, ended });
}

/** @throws Refusal if the user does not currently authorise the service */
export function requireAuthorised(standIn: StandIn, openid: string, serviceId: string): void {
  if (standIn.state.authorisations.get(keyOf(serviceId, openid))?.state !== 'AVAILABLE') {
    throw new Refusal('noAuth', '用户未授权此服务');
  }
}

function remember(
  standIn: StandIn,
  authorisation: Authorisation,
  type: 'PAYSCORE.USER_OPEN_SERVICE' | 'PAYSCORE.USER_CLOSE_SERVICE',
  status: string,
): void {
  const { serviceId, openid, authorizationCode } = authorisation;
  standIn.state.authorisations.set(keyOf(serviceId, openid), authorisation);
  notify(standIn, authorisation.notifyUrl, type, {
    appid: authorisation.appid,
    mchid: merchant.mchid,
    service_id: serviceId,
    openid,
    user_service_status: status,
    openorclose_time: compactTime(standIn.clock.now()),
    ...(authorizationCode === undefined ? {} : { authorization_code: authorizationCode }),
  });
}

function requireService(serviceId: string, appid: string = merchant.appid): void {
  const service = services.find((known) => known.serviceId === serviceId);
  if (!service?.withoutConfirmation || appid !== merchant.appid) throw new Refusal('noAuth');
}

function keyOf(serviceId: string, openid: string): string {
  return `${serviceId} ${openid}`;
}
