import { Refusal } from '../pages/refusal.ts';
import { networkStatus } from '../settings/network.ts';

interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly body: unknown;
}

/** @throws Refusal in the words of WeChat's client when there is no network, or nobody answers */
export async function fetchJson(path: string, init: RequestInit): Promise<Answer> {
  if (!networkStatus().isConnected)
    throw new Refusal('request:fail -2:net::ERR_INTERNET_DISCONNECTED', offline);
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new Refusal('request:fail -102:net::ERR_CONNECTION_REFUSED', offline);
  }
  const text = await response.text();
  return { status: response.status, ok: response.ok, body: text === '' ? null : JSON.parse(text) };
}

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/debug/error-code.html */
const offline = { errCode: -404011 };

/** Asks the emulator for something. @throws Refusal when it refuses */
export async function postJson(path: string, data: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const { ok, body } = await fetchJson(path, { method: 'POST', headers, body: JSON.stringify(data) });
  if (!ok) throw new Refusal(JSON.stringify(body));
  return body;
}
