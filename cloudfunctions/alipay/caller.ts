import { channelServices } from '../shared/platform/channelServices.ts';
import type { HttpRequest } from '../shared/platform/http.ts';
import type { Caller } from '../shared/usecases/services.ts';
import { countVisit } from '../shared/usecases/visits/countVisit.ts';
import { openidIn } from './session.ts';

/** Who has a session, and does not call too often. @throws DomainError NOT_SIGNED_IN, TOO_MANY_REQUESTS */
export async function callerOf({ headers }: HttpRequest): Promise<Caller> {
  const services = channelServices();
  const [, token = ''] = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  const openid = openidIn(token, services.now());
  const channel = 'alipay';
  const buyerId = services.identity.buyerId(channel, openid);
  await countVisit(services, buyerId);
  return { openid, buyerId, channel };
}
