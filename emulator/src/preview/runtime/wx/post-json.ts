import { Refusal } from '../pages/refusal.ts';
import { networkStatus } from '../settings/network.ts';

interface Answer {
  readonly ok: boolean;
  readonly body: unknown;
}

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/debug/error-code.html */
const offline = { errCode: -404011 };

/**
 * Asks the emulator for something; its refusals are answers too.
 * @throws Refusal in the words of WeChat's client when there is no network, or no whole answer
 */
export async function postJson(path: string, data: unknown, headers: object = {}): Promise<Answer> {
  if (!networkStatus().isConnected) {
    throw new Refusal('request:fail -2:net::ERR_INTERNET_DISCONNECTED', offline);
  }
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(data),
    });
    const text = await response.text();
    return { ok: response.ok, body: text === '' ? null : JSON.parse(text) };
  } catch {
    throw new Refusal('request:fail -102:net::ERR_CONNECTION_REFUSED', offline);
  }
}
