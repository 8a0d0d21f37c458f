import type { FunctionName, Functions } from '../../cloudfunctions/shared/contract/functions.ts';
import type { Failure } from '../../cloudfunctions/shared/contract/result.ts';
import type { Answer } from '../../tools/local/client.ts';

/** A buyer or an operator, by whatever way. */
export interface Asks {
  ask(name: FunctionName, input: unknown): Promise<Answer<FunctionName>>;
}

/** What a function refused; fails if it did not. `input` may be anything, also what no client would send. */
export async function refusal(who: Asks, name: FunctionName, input: unknown): Promise<Failure> {
  const answer = await who.ask(name, input);
  if (answer.ok) throw new Error(`${name} did not refuse`);
  return answer.error;
}

/** A tap whose answer may get lost: null if none came. */
export async function tap<N extends FunctionName>(
  who: Asks,
  name: N,
  input: Functions[N]['input'],
): Promise<Answer<N> | null> {
  try {
    return (await who.ask(name, input)) as Answer<N>;
  } catch {
    return null;
  }
}
