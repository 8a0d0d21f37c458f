import * as v from 'valibot';
import { ERROR_MESSAGES } from '../contract/errors.ts';
import type { Result } from '../contract/result.ts';
import { DomainError } from '../domain/domainError.ts';
import type { Caller } from '../usecases/services.ts';
import { cloudbaseApp } from './cloudbaseApp.ts';
import { buyerIdOf } from './identity.ts';
import { logDefect } from './log.ts';

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

function parseInput<S extends v.GenericSchema>(schema: S, event: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, withoutPlatformFields(event));
  if (parsed.success) return parsed.output;
  const fields = parsed.issues.map((issue) => v.getDotPath(issue) ?? '').slice(0, 10);
  throw new DomainError('INVALID_INPUT', { fields });
}

/** CloudBase adds `userInfo` to the event of a mini-program's call. It is not input, and never believed. */
function withoutPlatformFields(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
  return Object.fromEntries(
    Object.entries(event).filter(([key]) => key !== 'userInfo' && key !== 'tcbContext'),
  );
}

function failureOf(error: unknown) {
  const known = error instanceof DomainError ? error : new DomainError('INTERNAL');
  if (known !== error) logDefect(error);
  return {
    code: known.code,
    message: ERROR_MESSAGES[known.code],
    ...(known.details ? { details: known.details } : {}),
  };
}
