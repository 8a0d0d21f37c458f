import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact, redactor, secretsAmong } from './redact.ts';

describe('secrets among variables', () => {
  test('are those that their names say, if they are long enough to be one', () => {
    const variables = {
      HOUFU_IDENTITY_KEY: 'identity-key',
      WECHATPAY_PUBLIC_KEYS: 'PUB_KEY_ID_1=AAAA',
      some_password: 'pass-word',
      SESSION_TOKEN: 'token-of-a-session',
      WECHATPAY_MODE: 'authoriseOnce',
      WECHATPAY_PAY_KEY: 'on',
    };
    const secrets = ['identity-key', 'PUB_KEY_ID_1=AAAA', 'pass-word', 'token-of-a-session'];
    expect(secretsAmong(variables)).toEqual(secrets);
  });
});

describe('a text', () => {
  test('shows three stars for each secret, wherever it stands', () => {
    expect(redact('key=s3cret&again=s3cret; s3cre', ['s3cret'])).toBe('key=***&again=***; s3cre');
  });

  test('takes a secret as it is, not as a pattern', () => {
    expect(redact('a.c$& abc', ['a.c$&'])).toBe('*** abc');
  });

  test('hides all of a secret that another begins', () => {
    expect(redact('secret-one secret', ['secret', 'secret-one'])).toBe('*** ***');
  });

  test('is left alone without secrets, and by an empty one', () => {
    expect(redact('text', [])).toBe('text');
    expect(redact('text', [''])).toBe('text');
  });
});

describe('a text in pieces', () => {
  const shown = (pieces: readonly string[], secrets: readonly string[]) => {
    const { push, end } = redactor(secrets);
    return [...pieces.map(push), end()];
  };

  test('shows at once what can be no secret: a question without a line’s end is seen', () => {
    expect(shown(['Are you sure? (y/N) '], ['s3cret'])[0]).toBe('Are you sure? (y/N) ');
  });

  test('holds back what may be the beginning of a secret', () => {
    expect(shown(['key=s3c', 'ret.', 's3c', 'ond'], ['s3cret'])).toEqual(['key=', '***.', '', 's3cond', '']);
  });

  test('shows at its end what was held back', () => {
    expect(shown(['s3c'], ['s3cret'])).toEqual(['', 's3c']);
  });

  test('does not cut a secret where another may begin', () => {
    expect(shown(['abcab', 'x'], ['abcab', 'abz']).join('')).toBe('***x');
  });

  // Few letters, so that secrets overlap, repeat and begin within each other.
  const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 });
  const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 }), {
    maxLength: 12,
  });

  test('never shows a secret, however it is cut', () => {
    fc.assert(
      fc.property(pieces, fc.array(words, { maxLength: 4 }), (cut, secrets) => {
        const all = shown(cut, secrets).join('');
        return secrets.every((secret) => !all.includes(secret));
      }),
      { numRuns: 2_000 },
    );
  });

  test('loses nothing else: with one secret it is what the whole text would be', () => {
    fc.assert(
      fc.property(pieces, words, (cut, secret) => {
        expect(shown(cut, [secret]).join('')).toBe(redact(cut.join(''), [secret]));
      }),
      { numRuns: 2_000 },
    );
  });
});
