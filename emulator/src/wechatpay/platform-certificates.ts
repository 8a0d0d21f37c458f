import { X509Certificate } from 'node:crypto';
import { rfc3339Time } from '../channels/times.ts';
import { oneOf, optional, record } from './fields.ts';
import { merchant } from './merchant.ts';
import { seal } from './sealing.ts';
import type { StandIn } from './stand-in.ts';

/** Certificates of the third kind, SM2, are not offered. */
export const certificatesFields = record({ algorithm_type: optional(oneOf('RSA', 'ALL')) });

/** WeChat Pay's certificates, from which merchants take the keys. https://pay.weixin.qq.com/doc/v3/merchant/4012551764 */
export function listCertificates({ keys }: StandIn) {
  const { id, certificatePem } = keys.certificate;
  const { validFrom, validTo } = new X509Certificate(certificatePem);
  return {
    data: [
      {
        serial_no: id,
        effective_time: rfc3339Time(Date.parse(validFrom)),
        expire_time: rfc3339Time(Date.parse(validTo)),
        encrypt_certificate: seal(certificatePem, 'certificate', merchant.apiV3Key),
      },
    ],
  };
}
