import { isJsonObject } from '../http/body.ts';
import { Refusal } from './errors.ts';

/** WeChat Pay ignores fields that it does not know; a strict reader refuses them, which finds misspelt ones. */
export type UnknownFields = 'allow' | 'refuse';

/** Checks one field of a request and gives it back typed. @throws Refusal (`malformed`) naming the field */
export interface Rule<T> {
  check(value: unknown, path: string, unknown?: UnknownFields): T;
}

/** A field that may be left out. `null` counts as left out, as with WeChat Pay, but a strict reader refuses it. */
export interface OptionalRule<T> extends Rule<T> {
  readonly optional: true;
}

export type Checked<R> = R extends Rule<infer T> ? T : never;

type Shape = Readonly<Record<string, Rule<unknown>>>;
type RequiredKeys<S extends Shape> = {
  [K in keyof S]: S[K] extends OptionalRule<unknown> ? never : K;
}[keyof S];
type Fields<S extends Shape> = { [K in RequiredKeys<S>]: Checked<S[K]> } & {
  [K in Exclude<keyof S, RequiredKeys<S>>]?: Checked<S[K]>;
};

function malformed(path: string, rule: string): Refusal {
  const field = `/${path.replace(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`;
  return new Refusal('malformed', `参数错误: ${path} ${rule}`, { field, issue: rule });
}

/**
 * The API takes UTF-8 of one to three bytes a character: no emoji, no halves of surrogate pairs.
 * https://pay.weixin.qq.com/docs/merchant/development/interface-rules/basic-rules.html
 */
const unsupportedCharacter = /[\u{10000}-\u{10FFFF}]|\p{Cs}/u;

/** A string of 1 to `max` characters (not bytes) that the API supports, optionally of a pattern. */
export function text(max: number, pattern?: RegExp): Rule<string> {
  return {
    check(value, path) {
      if (typeof value !== 'string' || value === '') throw malformed(path, 'must be a string');
      if (unsupportedCharacter.test(value)) throw malformed(path, 'has a character of more than three bytes');
      if (value.length > max) throw malformed(path, `must have at most ${max} characters`);
      if (pattern && !pattern.test(value)) throw malformed(path, `must match ${pattern.source}`);
      return value;
    },
  };
}

/** A string of 1 to `max` bytes of UTF-8. */
export function textOfBytes(max: number): Rule<string> {
  return {
    check(value, path) {
      const given = text(max).check(value, path);
      if (Buffer.byteLength(given) > max) throw malformed(path, `must have at most ${max} bytes`);
      return given;
    },
  };
}

/** An integer from `min` to `max`; amounts are in fen. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Rule<number> {
  return {
    check(value, path) {
      if (typeof value !== 'number' || !Number.isSafeInteger(value))
        throw malformed(path, 'must be an integer');
      if (value < min || value > max) throw malformed(path, `must be from ${min} to ${max}`);
      return value;
    },
  };
}

export const flag: Rule<boolean> = {
  check(value, path) {
    if (typeof value !== 'boolean') throw malformed(path, 'must be a boolean');
    return value;
  },
};

export function oneOf<const T extends string | number>(...values: readonly T[]): Rule<T> {
  return {
    check(value, path) {
      const found = values.find((allowed) => allowed === value);
      if (found === undefined) throw malformed(path, `must be one of ${values.join(', ')}`);
      return found;
    },
  };
}

/** A list of `min` to `max` elements. `refine` may refuse the list as a whole. */
export function list<T>(
  element: Rule<T>,
  bounds: { readonly min: number; readonly max: number },
  refine: (items: readonly T[]) => string | null = () => null,
): Rule<T[]> {
  return {
    check(value, path, unknown) {
      if (!Array.isArray(value)) throw malformed(path, 'must be a list');
      if (value.length < bounds.min || value.length > bounds.max) {
        throw malformed(path, `must have ${bounds.min} to ${bounds.max} elements`);
      }
      const items = value.map((item, index) => element.check(item, `${path}[${index}]`, unknown));
      const complaint = refine(items);
      if (complaint !== null) throw malformed(path, complaint);
      return items;
    },
  };
}

export function optional<T>(rule: Rule<T>): OptionalRule<T> {
  return { optional: true, check: rule.check };
}

/** An object with these fields. Unknown ones are dropped, unless they are refused here (`exact`) or everywhere. */
export function record<S extends Shape>(
  shape: S,
  options: { readonly exact?: boolean } = {},
): Rule<Fields<S>> {
  return {
    check(value, path, unknown) {
      if (!isJsonObject(value)) throw malformed(path || 'body', 'must be an object');
      if (options.exact || unknown === 'refuse') refuseUnknown(shape, value, path);
      const checked: Record<string, unknown> = {};
      for (const [field, rule] of Object.entries(shape)) {
        const given = checkField(
          rule,
          Object.hasOwn(value, field) ? value[field] : undefined,
          inside(path, field),
          unknown,
        );
        if (given !== undefined) checked[field] = given;
      }
      // Every field that the type promises was checked by its own rule just above.
      return checked as Fields<S>;
    },
  };
}

function checkField(
  rule: Rule<unknown>,
  given: unknown,
  path: string,
  unknown: UnknownFields | undefined,
): unknown {
  if (given === null && unknown === 'refuse') throw malformed(path, 'must not be null');
  if ('optional' in rule && (given === undefined || given === null)) return undefined;
  if (given === undefined) throw malformed(path, 'is missing');
  return rule.check(given, path, unknown);
}

function refuseUnknown(shape: Shape, value: object, path: string): void {
  const unknown = Object.keys(value).find((field) => !Object.hasOwn(shape, field));
  if (unknown !== undefined) throw malformed(inside(path, unknown), 'is unknown');
}

function inside(path: string, field: string): string {
  return path ? `${path}.${field}` : field;
}
