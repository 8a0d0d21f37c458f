import type * as v from 'valibot';
import type { Result } from '../contract/result.ts';
import { DomainError } from '../domain/domainError.ts';
import type { Caller } from '../usecases/services.ts';
import { cloudbaseApp } from './cloudbaseApp.ts';
import { ask, type Endpoint } from './endpoint.ts';
import { buyerIdOf } from './identity.ts';

/** The thin door of a function that the mini-program calls: WeChat says who comes. */
export function door<S extends v.GenericSchema, Output>(
  endpoint: Endpoint<S, Output>,
): (event: unknown) => Promise<Result<Output>> {
  return (event) => ask(endpoint, event, callerNow);
}

/** @throws DomainError NOT_SIGNED_IN if nobody calls through the mini-program */
function callerNow(): Caller {
  const { openId } = cloudbaseApp.auth().getUserInfo();
  if (!openId) throw new DomainError('NOT_SIGNED_IN');
  const channel = 'wechatpay';
  return { openid: openId, buyerId: buyerIdOf(channel, openId), channel, staffDoor: true };
}
