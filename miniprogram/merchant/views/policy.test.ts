import { describe, expect, it } from 'vitest';
import { aPolicy } from '../../../cloudfunctions/shared/testing/builders.ts';
import type { PolicyAnswer } from './answers';
import { policyGroups } from './policy';

const { rollout, messages: _messages, ...rules } = aPolicy();
const POLICY: PolicyAnswer = {
  ...rules,
  rollout: { percent: rollout.percent, allowedBuyers: rollout.allowBuyers.length },
};

/** Where the numbers and switches of a policy stand. */
function leavesOf(value: object, path: readonly string[] = []): (readonly string[])[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' ? leavesOf(inner, [...path, key]) : [[...path, key]],
  );
}

/** The same policy with another value at one place. */
function withOther(path: readonly string[]): PolicyAnswer {
  const copy = JSON.parse(JSON.stringify(POLICY));
  const parent = path.slice(0, -1).reduce((inner, key) => inner[key], copy);
  const last = path.at(-1) ?? '';
  parent[last] = typeof parent[last] === 'boolean' ? !parent[last] : parent[last] + 7;
  return copy;
}

const wordsOf = (policy: PolicyAnswer) => JSON.stringify(policyGroups(policy));

describe('the policy in words', () => {
  const leaves = leavesOf(POLICY).filter(([section]) => section !== 'version');

  it('has all the leaves that there are', () => {
    expect(leaves.length).toBeGreaterThan(35);
  });

  it.each(leaves.map((path) => path.join('.')))('says %s: another value makes another sentence', (path) => {
    expect(wordsOf(withOther(path.split('.')))).not.toBe(wordsOf(POLICY));
  });

  it('says amounts in yuan and points with their sign', () => {
    const words = wordsOf(POLICY);
    expect(words).toContain('¥1000.00');
    expect(words).toContain('加 5 分');
    expect(words).toContain('减 10 分');
    expect(words).not.toMatch(/-\d/);
  });
});
