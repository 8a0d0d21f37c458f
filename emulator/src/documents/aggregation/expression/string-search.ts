import { bsonType } from '../../bson-type.ts';
import { requestFailed } from '../../errors.ts';
import { toMatcher, toRegExpValue } from '../../regexp.ts';
import { ForeignRegExp } from '../../values.ts';
import { needInteger } from './numbers.ts';
import { type NamedArguments, type Operator, type Operators, withArguments, withNamed } from './operator.ts';
import { isNullish } from './scope.ts';
import { needString } from './string.ts';

function split([text, separator]: readonly unknown[]): unknown {
  if (isNullish(text) || isNullish(separator)) return null;
  const by = needString('$split', separator);
  if (by === '') throw requestFailed('$split requires a non-empty separator');
  return needString('$split', text).split(by);
}

/** Positions count bytes or code points, so the text is taken apart into those first. */
function indexOf(name: string, toUnits: (text: string) => readonly (number | string)[]): Operator {
  return withArguments(name, 2, 4, ([text, part, from = 0, to]) => {
    if (isNullish(text)) return null;
    const units = toUnits(needString(name, text));
    const wanted = toUnits(needString(name, part));
    const start = needInteger(`${name} starting index`, from);
    const end = Math.min(
      units.length,
      to === undefined ? units.length : needInteger(`${name} ending index`, to),
    );
    if (start < 0 || end < 0) throw requestFailed(`${name} requires nonnegative start and end indexes`);
    for (let at = start; at + wanted.length <= end; at++) {
      if (wanted.every((unit, offset) => units[at + offset] === unit)) return at;
    }
    return -1;
  });
}

function replace(name: string, all: boolean): Operator {
  return withNamed(name, ['input', 'find', 'replacement'], [], (args) => {
    const { input, find, replacement } = args;
    if (isNullish(input) || isNullish(find) || isNullish(replacement)) return null;
    const [text, part, by] = [input, find, replacement].map((value) => needString(name, value));
    // A function, so that `$&` and the like in the replacement mean nothing.
    return all ? text?.replaceAll(part ?? '', () => by ?? '') : text?.replace(part ?? '', () => by ?? '');
  });
}

interface Match {
  readonly match: string;
  /** In code points. */
  readonly idx: number;
  readonly captures: readonly (string | null)[];
}

function matches(name: string, { input, regex, options }: NamedArguments): Match[] {
  if (isNullish(input) || isNullish(regex)) return [];
  const text = needString(name, input);
  const matcher = matcherOf(name, regex, options);
  const global = new RegExp(matcher.source, `${matcher.flags}g`);
  return [...text.matchAll(global)].map((found) => ({
    match: found[0],
    idx: [...text.slice(0, found.index)].length,
    captures: found.slice(1).map((capture) => capture ?? null),
  }));
}

function matcherOf(name: string, regex: unknown, options: unknown): RegExp {
  const flags = isNullish(options) ? undefined : needString(name, options);
  if (typeof regex === 'string') return toMatcher(toRegExpValue(regex, flags ?? ''));
  if (regex instanceof ForeignRegExp) return toMatcher(toRegExpValue(regex.pattern, flags ?? regex.options));
  if (regex instanceof RegExp) return toMatcher(toRegExpValue(regex.source, flags ?? regex.flags));
  throw requestFailed(`${name} needs 'regex' to be of type string or regex, found: ${bsonType(regex)}`);
}

function regexOperator(name: string, result: (found: readonly Match[]) => unknown): Operator {
  return withNamed(name, ['input', 'regex'], ['options'], (args) => result(matches(name, args)));
}

export const stringSearchOperators: Operators = {
  $indexOfBytes: indexOf('$indexOfBytes', (text) => [...Buffer.from(text, 'utf8')]),
  $indexOfCP: indexOf('$indexOfCP', (text) => [...text]),
  $regexFind: regexOperator('$regexFind', (found) => found[0] ?? null),
  $regexFindAll: regexOperator('$regexFindAll', (found) => found),
  $regexMatch: regexOperator('$regexMatch', (found) => found.length > 0),
  $replaceAll: replace('$replaceAll', true),
  $replaceOne: replace('$replaceOne', false),
  $split: withArguments('$split', 2, 2, split),
};
