import { webcrypto } from 'node:crypto';
import { dayMs } from '../channels/times.ts';
import type { NamedKeyPair } from './keys.ts';

/** As long as WeChat Pay's own certificates are good for. */
const validityMs = 5 * 365 * dayMs;

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/**
 * An X.509 certificate (PEM) of this pair whose serial number is the pair's id, 40 hexadecimal digits. It is
 * signed by the pair itself: WeChat Pay's certification authority is played by nobody here.
 */
export async function issueCertificate(pair: NamedKeyPair, commonName: string): Promise<string> {
  const { X509CertificateGenerator } = await loadX509();
  const { subtle } = webcrypto;
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('pkcs8', pair.privateKey.export({ type: 'pkcs8', format: 'der' }), algorithm, true, [
      'sign',
    ]),
    subtle.importKey('spki', pair.publicKey.export({ type: 'spki', format: 'der' }), algorithm, true, [
      'verify',
    ]),
  ]);
  const nowMs = Date.now();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: pair.id,
    name: `CN=${commonName}`,
    notBefore: new Date(nowMs),
    notAfter: new Date(nowMs + validityMs),
    signingAlgorithm: algorithm,
    keys: { privateKey, publicKey },
  });
  return `${certificate.toString('pem')}\n`;
}

/** Loaded when it is needed, because it takes a tenth of a second: as long as the keys are being made. */
async function loadX509() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}
