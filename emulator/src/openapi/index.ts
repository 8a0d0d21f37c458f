import { controlRoute } from '../http/control-route.ts';
import type { Clock } from '../kernel/clock.ts';
import { PlatformError } from '../kernel/errors.ts';
import { RawAnswer, type Service, type WireBody } from '../kernel/service.ts';
import { decodeArguments, encodeResult, type OpenApiArguments, type OpenApiResult } from './messages.ts';
import { SubscribeMessages, type SubscribeMessagesState } from './subscribe-messages.ts';

const route = '/_emulator/subscribe-messages';

/**
 * WeChat's own APIs as cloud functions call them (`cloud.openapi.*`, `cloud.callOpenAPI`, `cloud.cloudPay.*`).
 * Subscribe messages work; everything else is refused and never pretends to have succeeded.
 */
export function createOpenApi(options: { readonly clock: Clock }): Service {
  const messages = new SubscribeMessages(options.clock);
  const call = (apiName: unknown, input: OpenApiArguments): OpenApiResult => {
    if (bareName(apiName) === 'subscribeMessage.send') return messages.send(input);
    return { errcode: 40066, errmsg: `invalid url: ${String(apiName)} is not part of this emulator` };
  };
  return {
    name: 'openapi',
    actions: {
      'wx.openApi': async ({ apiName, requestData }) =>
        new RawAnswer(
          encodeResult(call(apiName, decodeArguments(toBuffer(requestData)))),
          'application/octet-stream',
        ),
      'wx.api': async ({ apiName, requestData }) => ({
        data: { responseData: JSON.stringify(call(apiName, parseArguments(requestData))) },
      }),
      'wx.wxPayApi': async ({ apiName }) => refusePayment(apiName),
    },
    routes: [
      controlRoute('GET', route, () => messages.state),
      controlRoute('POST', `${route}/grants`, ({ openid, templateId, count = 1 }) => {
        if (typeof openid !== 'string' || typeof templateId !== 'string' || !isCount(count)) {
          throw new PlatformError(
            'INVALID_PARAM',
            'needs openid, templateId and perhaps a count of 1 or more',
          );
        }
        return { openid, templateId, count: messages.grant(openid, templateId, count) };
      }),
    ],
    async reset() {
      messages.state = { grants: [], sent: [] };
    },
    exportState: async () => structuredClone(messages.state),
    async importState(state) {
      if (!isState(state)) throw new Error('the state of openapi lacks grants or sent messages');
      messages.state = structuredClone(state);
    },
  };
}

/** `cloud.openapi` puts nothing before the name of an API, `cloud.callOpenAPI` may: `openapi.…`. */
function bareName(apiName: unknown): string {
  return String(apiName).replace(/^openapi\./, '');
}

/**
 * `cloud.cloudPay` is the APIv2 of sub-merchants. A failure of the platform, which the SDKs throw, cannot be
 * taken for the answer to a payment.
 */
function refusePayment(apiName: unknown): never {
  throw new PlatformError('INVALID_PARAM', `cloudPay.${String(apiName)} is not part of this emulator`);
}

function toBuffer(part: unknown): Buffer {
  return Buffer.isBuffer(part) ? part : Buffer.from(typeof part === 'string' ? part : '');
}

function parseArguments(requestData: WireBody[string]): OpenApiArguments {
  const text = toBuffer(requestData).toString();
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value));
  } catch {
    // Reported below, like any other text that is no object.
  }
  throw new PlatformError('INVALID_PARAM', 'requestData is not a JSON object');
}

function isCount(count: unknown): count is number {
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 1;
}

function isState(state: unknown): state is SubscribeMessagesState {
  return (
    typeof state === 'object' &&
    state !== null &&
    'grants' in state &&
    Array.isArray(state.grants) &&
    'sent' in state &&
    Array.isArray(state.sent)
  );
}
