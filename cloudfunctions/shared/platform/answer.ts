import * as v from 'valibot';
import { ERROR_MESSAGES } from '../contract/errors.ts';
import type { Failure } from '../contract/result.ts';
import { DomainError } from '../domain/domainError.ts';
import { logDefect } from './log.ts';

/**
 * The input in an event, checked against its schema.
 * @throws DomainError INVALID_INPUT that names the wrong fields, and none of their values
 */
export function parseInput<S extends v.GenericSchema>(schema: S, event: unknown): v.InferOutput<S> {
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

/** What a caller is told of an error: a refusal as it is, of a defect nothing but that there was one. */
export function failureOf(error: unknown): Failure {
  const known = error instanceof DomainError ? error : new DomainError('INTERNAL');
  if (known !== error) logDefect(error);
  return {
    code: known.code,
    message: ERROR_MESSAGES[known.code],
    ...(known.details ? { details: known.details } : {}),
  };
}
