import { describe, expect, it } from 'vitest';
import { checkValues } from './values.ts';

const deployment = {
  functionDefaultConfig: { envVariables: { KEY: '{{env.KEY}}' } },
  functions: [{ name: 'f', envVariables: { LIST: '[{{env.ITEMS}}]' } }, { name: 'g' }],
};
const check = (environment: Readonly<Record<string, string>>, checked: readonly string[] = []) =>
  checkValues(
    { KEY: 'a-secret-key', ITEMS: 'one', ...environment },
    deployment,
    ['KEY', 'ITEMS', 'KEY'],
    checked,
  );

describe('the doctor, on what the CLI breaks,', () => {
  it('finds values right that pass', () => {
    expect(check({})).toEqual([expect.objectContaining({ mark: '✓', about: 'values' })]);
  });

  it.each(['"', '\\', '\n', '\r'])('refuses %j in a value, once and without repeating it', (part) => {
    const findings = check({ KEY: `a-secret${part}key` });
    expect(findings).toEqual([expect.objectContaining({ mark: '✗', about: 'KEY' })]);
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  it.each(['[]', '{}', ' [1, 2] ', 'null'])('refuses %j, which would become an object', (text) => {
    expect(check({ KEY: text })).toEqual([
      expect.objectContaining({ mark: '✗', about: 'KEY', text: expect.stringContaining('JSON') }),
    ]);
  });

  it.each(['7', 'true', '{', 'a[1]'])('lets %j pass, which stays text', (text) => {
    expect(check({ KEY: text })[0]?.mark).toBe('✓');
  });

  it('looks at what is deployed, not at the variable alone', () => {
    expect(check({ ITEMS: '1,2' })).toEqual([expect.objectContaining({ mark: '✗', about: 'LIST' })]);
  });

  it('misses what is empty or not there, unless another check has judged that', () => {
    expect(check({ KEY: '' })).toEqual([expect.objectContaining({ mark: '✗', about: 'KEY' })]);
    expect(check({ KEY: '' }, ['KEY'])[0]?.mark).toBe('✓');
  });
});
