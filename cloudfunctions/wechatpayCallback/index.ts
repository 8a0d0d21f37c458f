import { CallbackRefused } from '../shared/channels/channel.ts';
import { channelServices } from '../shared/platform/channelServices.ts';
import { type HttpAnswer, readHttpEvent } from '../shared/platform/http.ts';
import { logDefect, logEvent } from '../shared/platform/log.ts';
import { withinMs } from '../shared/platform/withinMs.ts';
import { applyCallback } from '../shared/usecases/channel/channelCallback.ts';

/** WeChat Pay waits five seconds for an answer. https://pay.weixin.qq.com/doc/v3/merchant/4012071382 */
const ANSWER_WITHIN_MS = 4_500;

/**
 * WeChat Pay's callbacks, over HTTP. Only what its signature proves is believed; whatever could not be
 * written down in time is answered with an error, so that WeChat Pay sends it again.
 */
export async function main(event: unknown): Promise<HttpAnswer> {
  try {
    await withinMs(ANSWER_WITHIN_MS, take(event));
    return { statusCode: 204 };
  } catch (error) {
    if (error instanceof CallbackRefused) {
      logEvent('callbackRefused', { channel: 'wechatpay', cause: error.message });
      return failure(401);
    }
    logDefect(error);
    return failure(500);
  }
}

async function take(event: unknown): Promise<void> {
  const services = channelServices();
  const channel = await services.channel('wechatpay');
  await applyCallback(services, 'wechatpay', channel.readCallback(readHttpEvent(event)));
}

function failure(statusCode: number): HttpAnswer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ code: 'FAIL', message: '失败' }),
  };
}
