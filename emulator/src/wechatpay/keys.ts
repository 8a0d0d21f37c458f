import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

import { issueCertificate } from './certificates.ts';
import { merchant } from './merchant.ts';

/** An RSA pair and the name it goes by in `serial_no` or `Wechatpay-Serial`. */
export interface NamedKeyPair {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** A pair that is known by a certificate, whose serial number is the id. */
export interface CertifiedKeyPair extends NamedKeyPair {
  readonly certificatePem: string;
}

/**
 * The keys of both sides. The platform has three, all of which the merchant was given: one known by a certificate,
 * one by a public key id, and the public key that will replace it
 * (https://pay.weixin.qq.com/doc/v3/merchant/4013038816). The merchant never sees the platform's private keys.
 */
export interface Keys {
  readonly merchant: CertifiedKeyPair;
  readonly certificate: CertifiedKeyPair;
  readonly publicKey: NamedKeyPair;
  readonly nextPublicKey: NamedKeyPair;
}

/** Private keys as PKCS#8 PEM, from which the public ones follow, and certificates. */
export interface KeysState {
  readonly merchant: string;
  readonly certificate: string;
  readonly publicKey: string;
  /** These were not exported from the beginning. */
  readonly nextPublicKey?: string;
  readonly merchantCertificate?: string;
  readonly platformCertificate?: string;
}

const ids = {
  merchant: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
  certificate: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  publicKey: 'PUB_KEY_ID_0119000000012026010100000000000001',
  nextPublicKey: 'PUB_KEY_ID_0119000000012026010100000000000002',
  stranger: 'PUB_KEY_ID_0119000000992026010100000000000001',
};

let ofProcess: Promise<Keys> | null = null;

/** Made at the first call and the same ever after, a reset included: what a function was given stays valid. */
export function keysOfProcess(): Promise<Keys> {
  ofProcess ??= importKeys({});
  return ofProcess;
}

let stranger: Promise<NamedKeyPair> | null = null;

/** A key that no merchant was ever told of. */
export function strangerKey(): Promise<NamedKeyPair> {
  stranger ??= pairOf(ids.stranger);
  return stranger;
}

export function exportKeys(keys: Keys): KeysState {
  return {
    merchant: privatePem(keys.merchant),
    certificate: privatePem(keys.certificate),
    publicKey: privatePem(keys.publicKey),
    nextPublicKey: privatePem(keys.nextPublicKey),
    merchantCertificate: keys.merchant.certificatePem,
    platformCertificate: keys.certificate.certificatePem,
  };
}

/** What the state lacks is made anew. @throws if a text is no private key */
export async function importKeys(state: Partial<KeysState>): Promise<Keys> {
  const [merchantPair, certificate, publicKey, nextPublicKey] = await Promise.all([
    certifiedPairOf(ids.merchant, merchant.mchid, state.merchant, state.merchantCertificate),
    certifiedPairOf(
      ids.certificate,
      'WeChat Pay (local stand-in)',
      state.certificate,
      state.platformCertificate,
    ),
    pairOf(ids.publicKey, state.publicKey),
    pairOf(ids.nextPublicKey, state.nextPublicKey),
  ]);
  return { merchant: merchantPair, certificate, publicKey, nextPublicKey };
}

export function privatePem({ privateKey }: NamedKeyPair): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function publicPem({ publicKey }: NamedKeyPair): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

async function certifiedPairOf(
  id: string,
  commonName: string,
  pem: string | undefined,
  certificatePem: string | undefined,
): Promise<CertifiedKeyPair> {
  const pair = await pairOf(id, pem);
  return { ...pair, certificatePem: certificatePem ?? (await issueCertificate(pair, commonName)) };
}

/** Made by other threads: a key takes a fifth of a second, and the start of the emulator waits for four. */
async function pairOf(id: string, pem?: string): Promise<NamedKeyPair> {
  if (pem === undefined) return { id, ...(await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })) };
  const privateKey = createPrivateKey(pem);
  return { id, privateKey, publicKey: createPublicKey(privateKey) };
}
