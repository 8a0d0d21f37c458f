import type { InferOutput } from 'valibot';
import type { sendNoticeInput, sendNoticeOutput } from '../shared/contract/pushMessage.ts';
import { logAlarm, logEvent } from '../shared/platform/log.ts';
import { withinMs } from '../shared/platform/withinMs.ts';
import { isOurFault, outcomeOf } from './outcome.ts';
import { templateFields } from './templateFields.ts';
import { wechat } from './wechat.ts';

/** Below the five seconds that the caller waits (shared/platform/push.ts), with room for a cold start. */
const ANSWER_WITHIN_MS = 3_500;

/** Sends one subscribe message, once. Whatever WeChat does is an outcome; the log knows no openid. */
export async function send(
  message: InferOutput<typeof sendNoticeInput>,
): Promise<InferOutput<typeof sendNoticeOutput>> {
  const { templateId, page } = message;
  const { code, hint } = await answerTo(message);
  const outcome = outcomeOf(code);
  logEvent('pushMessage', { templateId, outcome, code });
  if (isOurFault(code)) {
    logAlarm('pushMisconfigured', { templateId, code, page: page.split('?')[0], field: fieldIn(hint) });
  }
  return { outcome, code };
}

interface Answer {
  /** 0 if WeChat took the message; null if nothing came that could be read. */
  readonly code: number | null;
  readonly hint: string;
}

async function answerTo({
  openid,
  templateId,
  page,
  data,
}: InferOutput<typeof sendNoticeInput>): Promise<Answer> {
  const request = { touser: openid, templateId, page, data: templateFields(data), lang: 'zh_CN' };
  try {
    const answer = await withinMs(ANSWER_WITHIN_MS, wechat.openapi.subscribeMessage.send(request));
    return { code: isJson(answer) ? 0 : null, hint: '' };
  } catch (error) {
    // The SDK throws on every errcode but 0, and puts codes of its own below zero where there is none.
    const { errCode, errMsg }: { errCode?: unknown; errMsg?: unknown } = Object(error);
    return { code: typeof errCode === 'number' ? errCode : null, hint: String(errMsg ?? '') };
  }
}

/**
 * The SDK calls it a success when the answer is no JSON, an empty one for instance, and hands it over as
 * `buffer` or `result`.
 */
function isJson(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && !('buffer' in answer || 'result' in answer);
}

/** The name of the field that WeChat refuses: `argument invalid! data.thing3.value invalid`. */
function fieldIn(hint: string): string | undefined {
  return /\bdata\.([a-z_]+\d+)\.value\b/.exec(hint)?.[1];
}
