import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonObject, parseJson, readBody } from '../http/body.ts';
import { sendError, sendText } from '../http/respond.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Route } from '../kernel/service.ts';
import type { FunctionHost } from './host.ts';
import { functionLimits } from './limits.ts';

/**
 * `POST /functions/<name>`: what `wx.cloud.callFunction` does. The header `x-wx-openid` stands for WeChat's
 * login; without it the function has no WeChat context.
 */
export function clientDoor(host: FunctionHost, appId: string): Route {
  return {
    method: 'POST',
    path: '/functions/',
    async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
      const requestId = randomUUID();
      try {
        const name = url.pathname.slice('/functions/'.length);
        const openid = openidOf(request);
        const body = await readBody(request, functionLimits.eventBytes);
        const event = eventOf(body.toString('utf8'), openid, appId);
        const source = openid === null ? '' : 'wx_client';
        const json = await host.invoke({ requestId, name, event, door: 'client', source, openid });
        sendText(response, 200, 'application/json; charset=utf-8', json);
      } catch (error) {
        sendError(response, error, requestId);
      }
    },
  };
}

function openidOf(request: IncomingMessage): string | null {
  const header = request.headers['x-wx-openid'];
  return typeof header === 'string' && header !== '' ? header : null;
}

/**
 * WeChat adds `userInfo` to the event of a call from the mini-program
 * (https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/userinfo.html).
 */
function eventOf(text: string, openid: string | null, appId: string): string {
  const event = parseJson(text === '' ? '{}' : text);
  if (!isJsonObject(event)) throw new PlatformError('INVALID_PARAM', 'the event must be a JSON object');
  return openid === null ? text || '{}' : JSON.stringify({ ...event, userInfo: { appId, openId: openid } });
}
