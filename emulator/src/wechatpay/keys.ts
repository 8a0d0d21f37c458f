import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** An RSA pair and the name it goes by in `serial_no` or `Wechatpay-Serial`. */
export interface NamedKeyPair {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * The keys of both sides. The platform has two: one known by a certificate serial number, one by a public key
 * id (https://pay.weixin.qq.com/doc/v3/merchant/4013038816). The merchant never sees the platform's private keys.
 */
export interface Keys {
  readonly merchant: NamedKeyPair;
  readonly certificate: NamedKeyPair;
  readonly publicKey: NamedKeyPair;
}

/** Private keys as PKCS#8 PEM; the public ones follow from them. */
export interface KeysState {
  readonly merchant: string;
  readonly certificate: string;
  readonly publicKey: string;
}

const ids = {
  merchant: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
  certificate: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  publicKey: 'PUB_KEY_ID_0119000000012026010100000000000001',
};

let generated: Keys | null = null;

/** Made at the first call and the same ever after, a reset included: what a function was given stays valid. */
export function keysOfProcess(): Keys {
  generated ??= {
    merchant: generatePair(ids.merchant),
    certificate: generatePair(ids.certificate),
    publicKey: generatePair(ids.publicKey),
  };
  return generated;
}

export function exportKeys(keys: Keys): KeysState {
  return {
    merchant: privatePem(keys.merchant),
    certificate: privatePem(keys.certificate),
    publicKey: privatePem(keys.publicKey),
  };
}

/** @throws if a text is no private key */
export function importKeys(state: KeysState): Keys {
  return {
    merchant: pairOf(ids.merchant, createPrivateKey(state.merchant)),
    certificate: pairOf(ids.certificate, createPrivateKey(state.certificate)),
    publicKey: pairOf(ids.publicKey, createPrivateKey(state.publicKey)),
  };
}

export function privatePem({ privateKey }: NamedKeyPair): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function publicPem({ publicKey }: NamedKeyPair): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

function generatePair(id: string): NamedKeyPair {
  return { id, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

function pairOf(id: string, privateKey: KeyObject): NamedKeyPair {
  return { id, privateKey, publicKey: createPublicKey(privateKey) };
}
