import 'reflect-metadata';
import { createPrivateKey, createPublicKey, webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/** A certificate (PEM) for this private key, signed by the key itself. */
export async function aCertificate(
  privateKeyPem: string,
  {
    serialNumber,
    name = 'CN=1900000001',
    notBefore = new Date('2024-01-01T00:00:00Z'),
    notAfter = new Date('2099-01-01T00:00:00Z'),
  }: { serialNumber: string; name?: string; notBefore?: Date; notAfter?: Date },
): Promise<string> {
  const { subtle } = webcrypto;
  const der = createPrivateKey(privateKeyPem).export({ type: 'pkcs8', format: 'der' });
  const spki = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' });
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('pkcs8', der, ALGORITHM, true, ['sign']),
    subtle.importKey('spki', spki, ALGORITHM, true, ['verify']),
  ]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber,
    name,
    notBefore,
    notAfter,
    signingAlgorithm: ALGORITHM,
    keys: { privateKey, publicKey },
  });
  return `${certificate.toString('pem')}\n`;
}
