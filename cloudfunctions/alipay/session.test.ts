import { beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../shared/domain/domainError.ts';
import { later, T0 } from '../shared/testing/builders.ts';
import { openidIn, openSession, SESSION_MS } from './session.ts';

const OPENID = '0123abcdEFGH_-ijkl';

beforeEach(() => {
  process.env['HOUFU_IDENTITY_KEY'] = 'a key for tests';
});

function refused(token: string, now = T0): boolean {
  try {
    openidIn(token, now);
    return false;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'NOT_SIGNED_IN') return true;
    throw error;
  }
}

describe('a session', () => {
  it('tells whose it is until it is over', () => {
    const { token, until } = openSession(OPENID, T0);
    expect(until).toEqual(later(T0, SESSION_MS));
    expect(openidIn(token, later(T0, SESSION_MS - 1))).toBe(OPENID);
    expect(refused(token, later(T0, SESSION_MS))).toBe(true);
  });

  it('shows its holder nothing, and is another each time', () => {
    const { token } = openSession(OPENID, T0);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain(OPENID);
    expect(openSession(OPENID, T0).token).not.toBe(token);
  });

  it('is refused once a single bit of it is another', () => {
    const bytes = Buffer.from(openSession(OPENID, T0).token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(refused(altered.toString('base64url'))).toBe(true);
    }
  });

  it('is refused if it was sealed with another secret', () => {
    const { token } = openSession(OPENID, T0);
    process.env['HOUFU_IDENTITY_KEY'] = 'another key';
    expect(refused(token)).toBe(true);
  });

  it.each(['', 'x', 'e30', 'a'.repeat(40), '后付'.repeat(30)])('is not %j', (token) => {
    expect(refused(token)).toBe(true);
  });

  it('is never made or read without a secret', () => {
    delete process.env['HOUFU_IDENTITY_KEY'];
    expect(() => openSession(OPENID, T0)).toThrow('HOUFU_IDENTITY_KEY is missing');
  });
});
