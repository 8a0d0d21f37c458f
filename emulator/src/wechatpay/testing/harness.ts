import { Wechatpay } from 'wechatpay-axios-plugin';

import { type Answered, type Started, startStandIn } from '../../channels/testing/start.ts';
import { createWechatpay, type WechatpayService } from '../index.ts';
import { credentials } from './credentials.ts';
import { openCallback, type ReceivedCallback } from './receiver.ts';

export type Harness = Started<WechatpayService, ReceivedCallback>;

/** The same, with the SDK as client and a user who authorised the service. */
export async function startWithUser(openid: string) {
  const standIn = await startWechatpay();
  await standIn.control('authorise', { openid });
  return { standIn, pay: sdk(standIn.environment) };
}

export function startWechatpay(
  options: { readonly strict?: boolean; readonly fontStyles?: string } = {},
): Promise<Harness> {
  return startStandIn((given) => createWechatpay({ ...options, ...given }), {
    answer: 204,
    receive: openCallback,
  });
}

/** The public SDK, configured as a merchant would from the environment. It verifies every answer. */
export function sdk(environment: Readonly<Record<string, string>>, changed: Record<string, unknown> = {}) {
  const { keys, serial, privateKey } = credentials(environment);
  const [publicKeyId = ''] = Object.keys(keys);
  const client = new Wechatpay({
    mchid: environment['WECHATPAY_MCHID'] ?? '',
    serial,
    privateKey,
    certs: keys,
    baseURL: environment['WECHATPAY_BASE_URL'] ?? '',
    headers: { 'Wechatpay-Serial': publicKeyId },
    // Refusals are answers too: tests look at them.
    validateStatus: (status: number) => status < 300,
    ...changed,
  });
  return {
    post: (path: string, body: unknown): Promise<Answered> => answered(client.chain(path).post(body)),
    get: (path: string, params: Record<string, string> = {}): Promise<Answered> =>
      answered(client.chain(path).get({ params })),
  };
}

async function answered(call: Promise<Answered>): Promise<Answered> {
  try {
    return await call;
  } catch (error) {
    const response =
      typeof error === 'object' && error !== null && 'response' in error ? error.response : null;
    if (isAnswer(response) && response.status >= 300) return response;
    throw error;
  }
}

function isAnswer(value: unknown): value is Answered {
  return typeof value === 'object' && value !== null && 'status' in value;
}
