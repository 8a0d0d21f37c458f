import type { InferOutput } from 'valibot';
import { sendNoticeInput, type sendNoticeOutput } from '../shared/contract/pushMessage.ts';
import type { Result } from '../shared/contract/result.ts';
import { failureOf, parseInput } from '../shared/platform/answer.ts';
import { isUser } from './caller.ts';
import { send } from './send.ts';

/**
 * Sends a subscribe message for the other functions. Calls of users are refused: nobody may write to buyers
 * through it.
 */
export async function main(
  event: unknown,
): Promise<Result<InferOutput<typeof sendNoticeOutput>> | { readonly refused: true }> {
  if (isUser(process.env)) return { refused: true };
  try {
    return { ok: true, data: await send(parseInput(sendNoticeInput, event)) };
  } catch (error) {
    return { ok: false, error: failureOf(error) };
  }
}
