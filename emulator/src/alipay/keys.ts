import { once, privatePem, type RsaPair, rsaPair } from '../channels/key-pairs.ts';

/** The keys of both sides: 应用私钥 with its public key, and 支付宝公钥 with its private one. */
export interface Keys {
  readonly app: RsaPair;
  readonly alipay: RsaPair;
}

/** Private keys as PKCS#8 PEM, from which the public ones follow. */
export interface KeysState {
  readonly app: string;
  readonly alipay: string;
}

/** Made at the first call and the same ever after, a reset included: what a function was given stays valid. */
export const keysOfProcess = once(() => importKeys({}));

/** A key that no merchant was ever told of. */
export const strangerKey = once(() => rsaPair());

export function exportKeys({ app, alipay }: Keys): KeysState {
  return { app: privatePem(app), alipay: privatePem(alipay) };
}

/** What the state lacks is made anew. @throws if a text is no private key */
export async function importKeys(state: Partial<KeysState>): Promise<Keys> {
  const [app, alipay] = await Promise.all([rsaPair(state.app), rsaPair(state.alipay)]);
  return { app, alipay };
}
