import type * as v from 'valibot';
import type { Result } from '../contract/result.ts';
import { DomainError } from '../domain/domainError.ts';
import type { Caller } from '../usecases/services.ts';
import { failureOf, parseInput } from './answer.ts';
import { cloudbaseApp } from './cloudbaseApp.ts';
import { buyerIdOf } from './identity.ts';

/**
 * The thin door of a function that the mini-program calls: checks the input against its schema, finds out
 * who calls, and turns what comes back into `{ok, data}` or `{ok, error}`. Nothing internal leaves it.
 */
export function door<S extends v.GenericSchema, Output>(
  schema: S,
  run: (input: v.InferOutput<S>, caller: Caller) => Promise<Output>,
): (event: unknown) => Promise<Result<Output>> {
  return async (event) => {
    try {
      const caller = callerNow();
      return { ok: true, data: await run(parseInput(schema, event), caller) };
    } catch (error) {
      return { ok: false, error: failureOf(error) };
    }
  };
}

/** @throws DomainError NOT_SIGNED_IN if nobody calls through the mini-program */
function callerNow(): Caller {
  const { openId } = cloudbaseApp.auth().getUserInfo();
  if (!openId) throw new DomainError('NOT_SIGNED_IN');
  return { openid: openId, buyerId: buyerIdOf(openId) };
}
