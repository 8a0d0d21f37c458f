import { describe, expect, it } from 'vitest';
import { redact } from '../cloud/redact.ts';
import type { CloudTarget } from '../cloud/target.ts';
import { withVariablesSecret } from './secrets.ts';

const target: CloudTarget = {
  envId: 'shop-1a2b3c',
  region: 'ap-shanghai',
  isLocal: false,
  origin: null,
  credential: { secretId: 'AKID-1', secretKey: 'secret-key-1' },
  environment: {},
  secrets: ['secret-key-1'],
};

describe('what a deployment prints', () => {
  const variables = {
    HOUFU_IDENTITY_KEY: 'identity-key-1',
    SOMETHING_NEW: 'value-of-something-new',
    WECHATPAY_MODE: 'authoriseOnce',
    WECHATPAY_CALLBACK_URL: 'https://pay.shop.cn/wechatpay/callback',
    SHORT: 'on',
    EMPTY: '',
  };
  const { secrets } = withVariablesSecret(target, [{ variables }, { variables }]);

  it('has no credential and no variable in it, also none that nobody thought of', () => {
    const printed = redact('secret-key-1 identity-key-1 value-of-something-new', secrets);
    expect(printed).toBe('*** *** ***');
  });

  it('keeps what is public by nature, and words', () => {
    const text = 'authoriseOnce at https://pay.shop.cn/wechatpay/callback on time';
    expect(redact(text, secrets)).toBe(text);
  });
});
