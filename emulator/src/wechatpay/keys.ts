import { once, privatePem, type RsaPair, rsaPair } from '../channels/key-pairs.ts';
import { issueCertificate } from './certificates.ts';
import { merchant } from './merchant.ts';

/** An RSA pair and the name it goes by in `serial_no` or `Wechatpay-Serial`. */
export interface NamedKeyPair extends RsaPair {
  readonly id: string;
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

/** Made at the first call and the same ever after, a reset included: what a function was given stays valid. */
export const keysOfProcess = once(() => importKeys({}));

/** A key that no merchant was ever told of. */
export const strangerKey = once(() => pairOf(ids.stranger));

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

async function certifiedPairOf(
  id: string,
  commonName: string,
  pem: string | undefined,
  certificatePem: string | undefined,
): Promise<CertifiedKeyPair> {
  const pair = await pairOf(id, pem);
  return { ...pair, certificatePem: certificatePem ?? (await issueCertificate(pair, commonName)) };
}

async function pairOf(id: string, pem?: string): Promise<NamedKeyPair> {
  return { id, ...(await rsaPair(pem)) };
}
