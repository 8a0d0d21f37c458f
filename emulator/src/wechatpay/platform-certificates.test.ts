import { createPublicKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { Aes } from 'wechatpay-axios-plugin';

import { credentials } from './testing/credentials.ts';
import { sdk, startWechatpay } from './testing/harness.ts';

test("WeChat Pay's certificate can be fetched, and decrypted with the APIv3 key", async () => {
  const { environment } = await startWechatpay();
  const { status, data } = await sdk(environment).get('v3/certificates');
  expect(status).toBe(200);
  const [{ serial_no: serial, effective_time, expire_time, encrypt_certificate: sealed }, ...others] =
    data.data;
  expect(others).toEqual([]);
  expect(sealed).toMatchObject({ algorithm: 'AEAD_AES_256_GCM', associated_data: 'certificate' });
  const pem = Aes.AesGcm.decrypt(
    sealed.ciphertext,
    environment['WECHATPAY_APIV3_KEY'] ?? '',
    sealed.nonce,
    sealed.associated_data,
  );
  const { publicKey, serialNumber, validFrom, validTo } = new X509Certificate(pem);
  expect(serialNumber).toBe(serial);
  expect(publicKey.equals(createPublicKey(credentials(environment).keys[serial] ?? ''))).toBe(true);
  expect(effective_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
  expect([effective_time, expire_time].map(Date.parse)).toEqual([validFrom, validTo].map(Date.parse));
});

test('certificates of a kind that the platform has none of are refused', async () => {
  const { environment } = await startWechatpay();
  expect((await sdk(environment).get('v3/certificates', { algorithm_type: 'SM2' })).status).toBe(400);
});
