import type { FunctionName, Functions } from '../../cloudfunctions/shared/contract/functions.ts';
import type { Failure } from '../../cloudfunctions/shared/contract/result.ts';
import type { Answer, LocalCloudBase } from '../../tools/local/client.ts';

/** What a function refused; fails if it did not. `input` may be anything, also what no client would send. */
export async function refusal(
  cloud: LocalCloudBase,
  openid: string | null,
  name: FunctionName,
  input: unknown,
): Promise<Failure> {
  const headers: Record<string, string> = openid === null ? {} : { 'x-wx-openid': openid };
  const response = await cloud.callRaw(name, JSON.stringify(input), headers);
  if (!response.ok) throw new Error(`${name} failed: ${await response.text()}`);
  const answer = (await response.json()) as Answer<FunctionName>;
  if (answer.ok) throw new Error(`${name} did not refuse`);
  return answer.error;
}

/** A tap whose answer may get lost: null if none came. */
export async function tap<N extends FunctionName>(
  cloud: LocalCloudBase,
  openid: string,
  name: N,
  input: Functions[N]['input'],
): Promise<Answer<N> | null> {
  try {
    return await cloud.call(openid, name, input);
  } catch {
    return null;
  }
}
