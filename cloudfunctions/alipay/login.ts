import type { Result } from '../shared/contract/result.ts';
import { DomainError } from '../shared/domain/domainError.ts';
import { failureOf, parseInput } from '../shared/platform/answer.ts';
import { channelServices } from '../shared/platform/channelServices.ts';
import { noteFailure } from '../shared/usecases/channel/channelFailure.ts';
import { countVisit } from '../shared/usecases/visits/countVisit.ts';
import { openSession, type Session } from './session.ts';

/** Alipay says who the user is whose one-time code the app was given; what it does not answer proves nothing. */
export async function logIn(input: unknown): Promise<Result<Session>> {
  try {
    return { ok: true, data: await sessionFor(input) };
  } catch (error) {
    return { ok: false, error: failureOf(error) };
  }
}

/** @throws DomainError INVALID_INPUT, NOT_SIGNED_IN, CHANNEL_UNAVAILABLE, TOO_MANY_REQUESTS */
async function sessionFor(input: unknown): Promise<Session> {
  const services = channelServices();
  // Loaded when first used, as the channel is.
  const { logInAt, loginInput } = await import('../shared/channels/alipay/login.ts');
  const login = await logInAt(process.env, parseInput(loginInput, input));
  if (login.kind === 'badCode') throw new DomainError('NOT_SIGNED_IN');
  if (login.kind !== 'user') {
    noteFailure(services, 'login', login, null);
    throw new DomainError('CHANNEL_UNAVAILABLE');
  }
  await countVisit(services, services.identity.buyerId('alipay', login.openid));
  return openSession(login.openid, services.now());
}
