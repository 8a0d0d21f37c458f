import { createCipheriv, randomBytes } from 'node:crypto';

/**
 * What only the holder of the APIv3 key can read, as WeChat Pay writes it into callbacks and certificate
 * lists.
 */
export interface Sealed {
  readonly algorithm: 'AEAD_AES_256_GCM';
  /** Base64, with the 16 bytes of the tag at the end. */
  readonly ciphertext: string;
  readonly associated_data: string;
  readonly nonce: string;
}

/** Encrypts by AES-256-GCM. https://pay.weixin.qq.com/doc/v3/merchant/4012071382 */
export function seal(text: string, associatedData: string, apiV3Key: string): Sealed {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce);
  cipher.setAAD(Buffer.from(associatedData));
  const bytes = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: bytes.toString('base64'),
    associated_data: associatedData,
    nonce,
  };
}
