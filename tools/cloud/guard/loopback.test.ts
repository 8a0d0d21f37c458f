import { describe, expect, test } from 'vitest';
import { isLoopback } from './loopback.ts';

describe('this machine', () => {
  test.each([
    'localhost',
    'LocalHost',
    '127.0.0.1',
    '127.255.255.254',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
    '::FFFF:127.1.2.3',
    '0.0.0.0',
    '::',
  ])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  test.each([
    '',
    'tcb.tencentcloudapi.com',
    'localhost.example.com',
    '127.0.0.1.example.com',
    'evil-localhost',
    'localhost.',
    '128.0.0.1',
    '12.7.0.1',
    '10.0.0.1',
    '192.168.1.1',
    '169.254.0.23',
    // Other ways to write 127.0.0.1, which only some look-ups understand.
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '::2',
    '2001:db8::1',
    '::ffff:8.8.8.8',
  ])('is not %s', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
