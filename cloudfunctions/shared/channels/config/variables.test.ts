import { describe, expect, it } from 'vitest';
import { matching, oneOf, Unfit } from './values.ts';
import { checkVariables, complete, namesOf, type Variables } from './variables.ts';

interface Config {
  readonly id: string;
  readonly mode: 'a' | 'b';
}

const VARIABLES: Variables<Config> = {
  id: { name: 'X_ID', read: matching(/^\d+$/, 'must be digits'), from: 'the console' },
  mode: { name: 'X_MODE', read: oneOf('a', 'b'), absent: 'a' },
};
const read = (environment: Readonly<Record<string, string | undefined>>) =>
  complete(VARIABLES, checkVariables(VARIABLES, environment), 'X');

describe('variables', () => {
  it('are read into fields', () => {
    expect(read({ X_ID: '1', X_MODE: 'b', OTHER: 'c' })).toEqual({ id: '1', mode: 'b' });
  });

  it.each([undefined, ''])('have what is the case without them (%j), or are missing', (value) => {
    expect(read({ X_ID: '1', X_MODE: value })).toEqual({ id: '1', mode: 'a' });
    expect(checkVariables(VARIABLES, { X_ID: value })).toEqual({
      found: { mode: 'a' },
      problems: [{ variable: 'X_ID', problem: 'is missing: the console' }],
    });
  });

  it('that are wrong are all named at once, for whom they are', () => {
    expect(() => read({ X_ID: 'x', X_MODE: 'c' })).toThrow(
      'X is not configured: X_ID must be digits; X_MODE must be one of a, b',
    );
  });

  it('are listed by name', () => {
    expect(namesOf(VARIABLES)).toEqual(['X_ID', 'X_MODE']);
  });

  it('do not hide a defect of whatever reads them', () => {
    const broken: Variables<Pick<Config, 'id'>> = {
      id: {
        name: 'X_ID',
        read: () => {
          throw new TypeError('x is undefined');
        },
        from: '',
      },
    };
    expect(() => checkVariables(broken, { X_ID: '1' })).toThrow(TypeError);
    expect(new Unfit('x')).toBeInstanceOf(Error);
  });
});
