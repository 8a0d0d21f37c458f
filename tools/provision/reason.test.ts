import { describe, expect, it } from 'vitest';
import { failureText } from './reason.ts';

function failure(code: string, message: unknown): Error {
  return Object.assign(new Error(), { code, message });
}

describe('a failure in words', () => {
  it('has what did not happen, the code, the message, and what to do', () => {
    expect(failureText('create collection orders', failure('LimitExceeded', '[CreateTable] too many.'))).toBe(
      'create collection orders: LimitExceeded: [CreateTable] too many. The plan of this environment allows no more: see its console',
    );
  });

  it('looks into the error that manager-node puts in the place of a message', () => {
    const inner = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    expect(failureText('x', failure('', inner))).toBe(
      'x: ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1. No answer came: is there a connection? Then run this again, it goes on from here',
    );
  });

  it('is one line, whatever came', () => {
    expect(failureText('x', failure('InternalError', '<html>\n  no\n</html>'))).toBe(
      'x: InternalError: <html> no </html>. Run this again, it goes on from here',
    );
    expect(failureText('x', 'a text')).toContain('x: a text');
  });

  it.each([
    ['FailedOperation.UpdateTable', 'E11000 duplicate key error', 'mend them'],
    ['AuthFailure.SignatureFailure', 'x', 'Is the key right'],
    ['', 'Environment houfu-1 not found', 'HOUFU_ENV_ID'],
    ['RequestLimitExceeded.UinLimitExceeded', 'x', 'wait a minute'],
    ['LimitExceeded.OutOfTableQuota', 'x', 'The plan of this environment'],
    ['ResourceUnavailable.ResourceOverdue', 'x', 'suspended'],
  ])('advises on %s', (code, message, words) => {
    expect(failureText('x', failure(code, message))).toContain(words);
  });
});
