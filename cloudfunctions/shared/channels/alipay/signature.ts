import { createVerify } from 'node:crypto';

/**
 * Whether Alipay has signed this text: RSA with SHA-256. Never with SHA-1, whatever a message says of itself.
 * https://opendocs.alipay.com/common/02mse7
 */
export function isSigned(text: string, signature: string, alipayKeyPem: string): boolean {
  // Base64 is read leniently: what is not written as Alipay writes it was changed by somebody.
  if (Buffer.from(signature, 'base64').toString('base64') !== signature) return false;
  try {
    return createVerify('RSA-SHA256').update(text, 'utf8').verify(alipayKeyPem, signature, 'base64');
  } catch {
    return false;
  }
}
