import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { WechatpayConfig } from '../../cloudfunctions/shared/channels/wechatpay/config.ts';
import { isSerialOf } from '../../cloudfunctions/shared/channels/wechatpay/configKeys.ts';
import { DAY_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { doubtful, type Finding, right, wrong } from './finding.ts';

/** Time enough to have a new one made and deployed. */
const SOON_MS = 30 * DAY_MS;

/** Whether the merchant's certificate (商户API证书, PEM) belongs to what is configured. */
export function checkMerchantCertificate(
  pem: string,
  { mchid, merchantSerial, merchantKeyPem }: Partial<WechatpayConfig>,
  now: Date,
): Finding[] {
  const about = '商户API证书';
  const certificate = parse(pem);
  if (!certificate)
    return [wrong(about, 'cannot be read as a certificate: give apiclient_cert.pem to --cert')];
  const findings: Finding[] = [];
  if (merchantKeyPem !== undefined && !certificate.checkPrivateKey(createPrivateKey(merchantKeyPem))) {
    const text = 'belongs to another private key than WECHATPAY_MERCHANT_KEY';
    findings.push(
      wrong(about, `${text}: take apiclient_key.pem and apiclient_cert.pem of the same download`),
    );
  }
  if (merchantSerial !== undefined && !isSerialOf(merchantSerial, certificate)) {
    const text = 'has another number than WECHATPAY_MERCHANT_SERIAL, namely';
    findings.push(wrong(about, `${text} ${certificate.serialNumber}`));
  }
  if (mchid !== undefined && !certificate.subject.split('\n').includes(`CN=${mchid}`)) {
    findings.push(wrong(about, 'was issued to another merchant than WECHATPAY_MCHID'));
  }
  findings.push(...checkValidity(about, certificate, now, 'have it replaced in API安全', wrong));
  return findings.length > 0 ? findings : [right(about, `fits; valid until ${dayOf(certificate.validTo)}`)];
}

/** How long WeChat Pay's keys will do. */
export function checkPlatformKeys(publicKeys: Readonly<Record<string, string>>, now: Date): Finding[] {
  // One that has expired does no harm where another one is there to be used.
  const whenExpired = Object.keys(publicKeys).length > 1 ? doubtful : wrong;
  return Object.entries(publicKeys).flatMap(([id, pem]) => {
    const certificate = pem.includes('BEGIN CERTIFICATE') ? parse(pem) : null;
    if (certificate) {
      const advice = 'take WeChat Pay’s public key (微信支付公钥) instead';
      const findings = checkValidity(id, certificate, now, advice, whenExpired);
      return findings.length > 0 ? findings : [right(id, `valid until ${dayOf(certificate.validTo)}`)];
    }
    if (id.startsWith('PUB_KEY_ID_')) return [right(id, 'a public key, which does not expire')];
    return [doubtful(id, 'the public key of a certificate (平台证书), which expires: note when')];
  });
}

function checkValidity(
  about: string,
  { validFrom, validTo }: X509Certificate,
  now: Date,
  advice: string,
  whenExpired: typeof wrong,
): Finding[] {
  const leftMs = Date.parse(validTo) - now.getTime();
  if (leftMs < 0) return [whenExpired(about, `has expired on ${dayOf(validTo)}: ${advice}`)];
  if (leftMs < SOON_MS) return [doubtful(about, `expires on ${dayOf(validTo)}: ${advice}`)];
  if (Date.parse(validFrom) > now.getTime())
    return [wrong(about, `is valid from ${dayOf(validFrom)} on only`)];
  return [];
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

const dayOf = (date: string) => new Date(date).toISOString().slice(0, 10);
