import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';

import { exportKeys, importKeys, keysOfProcess } from './keys.ts';
import { credentials } from './testing/credentials.ts';
import { startWechatpay } from './testing/harness.ts';

function read(environment: Readonly<Record<string, string>>) {
  const { keys, serial, privateKey } = credentials(environment);
  const merchantPem = Buffer.from(environment['WECHATPAY_MERCHANT_CERTIFICATE'] ?? '', 'base64').toString();
  return { keys, serial, privateKey, merchantPem };
}

test('the merchant is given two public keys of the platform and that of its certificate, each under its id', async () => {
  const { environment } = await startWechatpay();
  const [publicKey, certificate, next] = Object.entries(read(environment).keys);
  for (const [id, pem] of [publicKey ?? ['', ''], next ?? ['', '']]) {
    expect(id).toMatch(/^PUB_KEY_ID_/);
    expect(createPublicKey(pem).asymmetricKeyType).toBe('rsa');
  }
  expect(next?.[1]).not.toBe(publicKey?.[1]);
  const { certificatePem } = (await keysOfProcess()).certificate;
  const ofPlatform = new X509Certificate(certificatePem);
  expect(certificate?.[0]).toBe(ofPlatform.serialNumber);
  expect(createPublicKey(certificate?.[1] ?? '').equals(ofPlatform.publicKey)).toBe(true);
});

test("the merchant's certificate has its serial number, and certifies its private key", async () => {
  const { environment } = await startWechatpay();
  const { serial, privateKey, merchantPem } = read(environment);
  const certificate = new X509Certificate(merchantPem);
  expect(certificate.serialNumber).toBe(serial);
  expect(certificate.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
  expect(certificate.subject).toBe(`CN=${environment['WECHATPAY_MCHID']}`);
});

test('certificates are good for five years', async () => {
  const { environment } = await startWechatpay();
  const { validFrom, validTo } = new X509Certificate(read(environment).merchantPem);
  expect(Date.parse(validTo) - Date.parse(validFrom)).toBe(5 * 365 * 86_400_000);
});

test('exported keys come back the same, certificates included', async () => {
  const exported = exportKeys(await keysOfProcess());
  expect(exportKeys(await importKeys(exported))).toEqual(exported);
});

test('an export from before there were certificates gets some for its keys', async () => {
  const { merchant, certificate, publicKey } = exportKeys(await keysOfProcess());
  const keys = await importKeys({ merchant, certificate, publicKey });
  expect(exportKeys(keys)).toMatchObject({ merchant, certificate, publicKey });
  const platform = new X509Certificate(keys.certificate.certificatePem);
  expect(platform.serialNumber).toBe(keys.certificate.id);
  expect(platform.checkPrivateKey(createPrivateKey(certificate))).toBe(true);
});
