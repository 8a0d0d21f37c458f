import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aCertificate } from '../../testing/certificate.ts';
import { MERCHANT_KEYS, PEER_KEY_ID, PEER_KEYS, wechatpayEnvironment } from '../../testing/wechatpayPeer.ts';
import { checkWechatpayConfig, readWechatpayConfig } from './config.ts';

const wrong = (changes: Record<string, string>) =>
  checkWechatpayConfig(wechatpayEnvironment(changes)).problems.map(({ variable }) => variable);

describe('a key', () => {
  const body = (pem: string) => pem.replace(/-----.*-----|\s/g, '');
  const usable = (changes: Record<string, string>) => readWechatpayConfig(wechatpayEnvironment(changes));

  it('of the merchant may be given as what stands between the lines of its file, which is shorter', () => {
    const { merchantKeyPem } = usable({ WECHATPAY_MERCHANT_KEY: body(MERCHANT_KEYS.privateKey) });
    expect(merchantKeyPem).toBe(MERCHANT_KEYS.privateKey);
    const older = createPrivateKey(MERCHANT_KEYS.privateKey).export({ type: 'pkcs1', format: 'pem' });
    expect(usable({ WECHATPAY_MERCHANT_KEY: body(older.toString()) }).merchantKeyPem).toBe(older);
  });

  it('of WeChat Pay may be given in the same way, and a certificate too', async () => {
    const serialNumber = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
    const certificate = await aCertificate(PEER_KEYS.privateKey, { serialNumber });
    const list = `${PEER_KEY_ID}=${body(PEER_KEYS.publicKey)},${serialNumber}=${body(certificate)}`;
    const { publicKeys } = usable({ WECHATPAY_PUBLIC_KEYS: list });
    expect(publicKeys[PEER_KEY_ID]).toBe(PEER_KEYS.publicKey);
    expect(publicKeys[serialNumber]?.trim()).toBe(certificate.trim());
  });

  it('and a second one for the days of a rotation leave room in the 4 KB that a function has', () => {
    const short = wechatpayEnvironment({
      WECHATPAY_MERCHANT_KEY: body(MERCHANT_KEYS.privateKey),
      WECHATPAY_PUBLIC_KEYS: [1, 2].map((n) => `PUB_KEY_ID_${n}=${body(PEER_KEYS.publicKey)}`).join(','),
    });
    const bytes = Object.entries(short).reduce(
      (sum, [name, value = '']) => sum + name.length + value.length,
      0,
    );
    expect(bytes).toBeLessThan(3_500);
  });

  it.each(['，', ';', ' ', '、'])('may not be lost because %j stands where a comma should', (separator) => {
    const list = [1, 2].map((n) => `PUB_KEY_ID_${n}=${body(PEER_KEYS.publicKey)}`).join(separator);
    expect(wrong({ WECHATPAY_PUBLIC_KEYS: list })).toEqual(['WECHATPAY_PUBLIC_KEYS']);
  });

  it('may not be given twice in one', () => {
    const twice = body(MERCHANT_KEYS.privateKey).repeat(2);
    expect(wrong({ WECHATPAY_MERCHANT_KEY: twice })).toEqual(['WECHATPAY_MERCHANT_KEY']);
  });

  it('of another kind may not be given so', () => {
    expect(wrong({ WECHATPAY_MERCHANT_KEY: body(MERCHANT_KEYS.publicKey) })).toEqual([
      'WECHATPAY_MERCHANT_KEY',
    ]);
    const list = `${PEER_KEY_ID}=${body(MERCHANT_KEYS.privateKey)}`;
    expect(wrong({ WECHATPAY_PUBLIC_KEYS: list })).toEqual(['WECHATPAY_PUBLIC_KEYS']);
  });
});
