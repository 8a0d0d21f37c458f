import cloud from 'wx-server-sdk';

/** What we use of the SDK; its own types give the open API as anything, and know no symbol for the environment. */
interface WeChat {
  readonly DYNAMIC_CURRENT_ENV: symbol;
  init(options: { readonly env: symbol }): void;
  readonly openapi: { readonly subscribeMessage: { send(message: object): Promise<unknown> } };
}

/**
 * WeChat's open API. This SDK and @cloudbase/node-sdk share a global, so nothing in this function may import
 * the other one.
 */
export const wechat: WeChat = Object(cloud);

wechat.init({ env: wechat.DYNAMIC_CURRENT_ENV });
