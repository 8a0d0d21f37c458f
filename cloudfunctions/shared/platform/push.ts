import * as v from 'valibot';
import { sendNoticeOutput } from '../contract/pushMessage.ts';
import type { PushMessage, PushOutcome } from '../usecases/money/push.ts';
import { cloudbaseApp } from './cloudbaseApp.ts';
import { logDefect } from './log.ts';
import { withinMs } from './withinMs.ts';

/** The timer has other orders to see to. */
const ANSWER_WITHIN_MS = 5_000;

const answerSchema = v.object({ ok: v.literal(true), data: sendNoticeOutput });

/**
 * Sends a message through the function sendNotice, which holds the SDK for WeChat's open API. Never throws:
 * what did not answer properly within five seconds is `unknown`, and logged.
 */
export async function push(message: PushMessage): Promise<PushOutcome> {
  try {
    const call = cloudbaseApp.callFunction({ name: 'sendNotice', data: message });
    const { result } = await withinMs(ANSWER_WITHIN_MS, call);
    const answer = v.safeParse(answerSchema, result);
    if (answer.success) return answer.output.data.outcome;
    // Never the answer itself: it could hold what was asked.
    const { refused, error }: { refused?: unknown; error?: { code?: unknown } } = Object(result);
    throw new Error(`sendNotice did not send: ${refused ? 'refused' : (error?.code ?? 'no proper answer')}`);
  } catch (error) {
    logDefect(error);
    return 'unknown';
  }
}
