import { describe, expect, it } from 'vitest';
import { aCloud, aFunction, deployed } from './testing/functions.ts';
import { failuresOf, failureText } from './verification.ts';

describe('the verification of a deployment', () => {
  it('finds nothing where all was read back as it was built', () => {
    expect(failuresOf([aFunction()], aCloud())).toEqual([]);
  });

  it('names each function that did not arrive, and what it lacks', () => {
    const cloud = aCloud({
      functions: new Map([['settle', deployed({ variables: {}, timers: {}, status: 'UpdateFailed' })]]),
      paths: [],
    });
    const failures = failuresOf([aFunction(), aFunction({ name: 'timer', path: null })], cloud);
    const texts = failures.map((failure) => failureText(failure, ''));
    expect(texts).toEqual([
      '✗ settle: status is UpdateFailed instead of Active; timer everyMinute is missing instead of 0 * * * * * *; variable MODE is missing instead of a value; variable KEY is missing instead of a value; path /callback is missing instead of open',
      '✗ timer: is not in the cloud',
    ]);
  });

  it('says what the CLI said, and what a person must do', () => {
    const paths = [{ path: '/callback', functionName: 'settle', needsLogin: true }];
    const [failure] = failuresOf([aFunction()], aCloud({ paths }));
    expect(failure && failureText(failure, 'InternalError')).toMatch(
      /\(.*身份认证.*\) — the CLI said: InternalError$/,
    );
  });
});
