import type * as v from 'valibot';
import type { Result } from '../contract/result.ts';
import type { Caller } from '../usecases/services.ts';
import { failureOf, parseInput } from './answer.ts';

/** What can be asked for, whichever door the caller came through: the shape of the input, and what is done with it. */
export interface Endpoint<S extends v.GenericSchema, Output> {
  readonly input: S;
  run(input: v.InferOutput<S>, caller: Caller): Promise<Output>;
}

export function endpoint<S extends v.GenericSchema, Output>(
  input: S,
  run: Endpoint<S, Output>['run'],
): Endpoint<S, Output> {
  return { input, run };
}

/**
 * Asks an endpoint: checks the input against its schema, and turns what comes back into `{ok, data}` or
 * `{ok, error}`. Nothing internal leaves it.
 * @param whoCalls @throws DomainError NOT_SIGNED_IN
 */
export async function ask<S extends v.GenericSchema, Output>(
  { input, run }: Endpoint<S, Output>,
  event: unknown,
  whoCalls: () => Caller | Promise<Caller>,
): Promise<Result<Output>> {
  try {
    const caller = await whoCalls();
    return { ok: true, data: await run(parseInput(input, event), caller) };
  } catch (error) {
    return { ok: false, error: failureOf(error) };
  }
}
