import { Wechatpay } from 'wechatpay-axios-plugin';
import type { WechatpayConfig } from './config.ts';

/** A signed answer, whatever its status, or that there was none. */
export type SignedAnswer =
  | { readonly signed: true; readonly status: number; readonly body: unknown }
  | { readonly signed: false; readonly cause: string };

/** Sends one request and checks the signature of what comes back. */
export type WechatpayClient = (method: 'GET' | 'POST', path: string, body?: object) => Promise<SignedAnswer>;

/** Longer than WeChat Pay usually takes, shorter than any function's own time-out. */
const TIMEOUT_MS = 4_000;

/** A client that signs with the merchant's key and believes only what WeChat Pay has signed. */
export function openClient(config: WechatpayConfig): WechatpayClient {
  const wechatpay = new Wechatpay({
    mchid: config.mchid,
    serial: config.merchantSerial,
    privateKey: config.merchantKeyPem,
    certs: { ...config.publicKeys },
    baseURL: config.baseUrl,
    timeout: TIMEOUT_MS,
    proxy: false,
    // Refusals are answers too: with every status "valid" the library checks their signature as well.
    validateStatus: () => true,
  });
  const [newestKeyId = ''] = Object.keys(config.publicKeys);
  return async (method, path, body) => {
    try {
      const answer = await wechatpay.client.request(path, method, body, {
        // Names the key that the answer shall be signed with, which public-key mode demands.
        headers: { 'Wechatpay-Serial': newestKeyId },
      });
      return { signed: true, status: answer.status, body: answer.data };
    } catch (error) {
      return { signed: false, cause: causeOf(error) };
    }
  };
}

/** A short word for the log, such as `ECONNABORTED` or `EV3_RES_HEADER_SIGNATURE_DIGEST`; never a body. */
function causeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
