import { webcrypto } from 'node:crypto';
import { playedHosts } from './hosts.ts';

/** Longer than an emulator runs. */
const validityMs = 365 * 24 * 60 * 60 * 1000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface HostCertificate {
  /** PEM, for `NODE_EXTRA_CA_CERTS`. */
  readonly authority: string;
  /** PEM, of one certificate for all the hosts that are played. */
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * A certificate for the vendor's hosts and the authority that signed it, both new. The authority's key is forgotten at
 * once: who trusts this authority trusts nothing but this one certificate.
 */
export async function issueHostCertificate(): Promise<HostCertificate> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const [authorityKeys, keys] = await Promise.all([newKeys(), newKeys()]);
  const nowMs = Date.now();
  const validity = { notBefore: new Date(nowMs), notAfter: new Date(nowMs + validityMs) };
  const common = { ...validity, signingAlgorithm: algorithm };
  const { KeyUsageFlags } = x509;
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...common,
    name: 'CN=cloudbase-local authority',
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    ...common,
    issuer: authority.subject,
    subject: 'CN=cloudbase-local',
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(playedHosts.map((value) => ({ type: 'dns', value }))),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const privateKey = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    authority: `${authority.toString('pem')}\n`,
    certificate: certificate.toString('pem'),
    privateKey: x509.PemConverter.encode(privateKey, 'PRIVATE KEY'),
  };
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}
