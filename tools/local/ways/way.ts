import type { ChannelView } from '../../../cloudfunctions/shared/channels/channel.ts';
import type { FunctionName } from '../../../cloudfunctions/shared/contract/functions.ts';
import type { ChannelName } from '../../../cloudfunctions/shared/domain/order/order.ts';
import type { Answer, LocalCloudBase } from '../client.ts';

/** How the buyers of one channel come, agree and pay, on this machine. */
export interface Way {
  readonly channel: ChannelName;
  /** As people call it. */
  readonly name: string;
  /** The deployed function that answers them what the functions of that name answer. */
  servedBy(name: FunctionName): string;
  /** @param openid what the channel calls this user */
  visitor(cloud: LocalCloudBase, openid: string): Visitor;
}

/** One user of a channel: what his app sends, and what he does on the channel's own pages. */
export interface Visitor {
  /**
   * Asks a function; `input` may be anything, also what no app would send.
   * @throws Error if no answer came, or none of the function's own
   */
  ask(name: FunctionName, input: unknown): Promise<Answer<FunctionName>>;
  /** Agrees, once, that he may be charged. */
  authorise(page: ChannelView): Promise<void>;
  /** Agrees to one order, where each is asked for. */
  confirm(page: ChannelView): Promise<void>;
  /** What is in his wallet. */
  setBalance(balanceFen: number): Promise<void>;
}

/** The function's own answer. @throws Error with what came instead */
export async function answerIn(name: string, response: Response): Promise<Answer<FunctionName>> {
  const text = await response.text();
  const answer: unknown = isJson(response) ? JSON.parse(text) : null;
  if (typeof answer !== 'object' || answer === null || !('ok' in answer))
    throw new Error(`${name} failed: ${response.status} ${text}`);
  return answer as Answer<FunctionName>;
}

function isJson({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('application/json') ?? false;
}
