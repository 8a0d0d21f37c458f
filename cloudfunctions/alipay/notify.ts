import { CallbackRefused } from '../shared/channels/channel.ts';
import { channelServices } from '../shared/platform/channelServices.ts';
import type { HttpAnswer, HttpRequest } from '../shared/platform/http.ts';
import { logDefect, logEvent } from '../shared/platform/log.ts';
import { withinMs } from '../shared/platform/withinMs.ts';
import { applyCallback } from '../shared/usecases/channel/channelCallback.ts';

/** Within the function's time-out. Alipay does not say how long it waits for an answer to what it tells. */
const ANSWER_WITHIN_MS = 8_000;

/** Only what Alipay's signature proves is believed; what could not be written down in time is told again. */
export async function notified(request: HttpRequest): Promise<HttpAnswer> {
  try {
    await withinMs(ANSWER_WITHIN_MS, takeNotice(request));
    return told('success', 200);
  } catch (error) {
    if (error instanceof CallbackRefused) {
      logEvent('callbackRefused', { channel: 'alipay', cause: error.message });
      return told('fail', 401);
    }
    logDefect(error);
    return told('fail', 500);
  }
}

async function takeNotice(request: HttpRequest): Promise<void> {
  const services = channelServices();
  const channel = await services.channel('alipay');
  await applyCallback(services, 'alipay', channel.readCallback(request));
}

/** Alipay stops telling when it reads exactly the seven letters `success`. */
function told(body: 'success' | 'fail', statusCode: number): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
