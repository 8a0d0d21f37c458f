import { isJsonObject } from '../http/body.ts';
import { FieldError } from './refusal.ts';

/** Vendors ignore fields that they do not know; a strict reader refuses them, which finds misspelt ones. */
export type UnknownFields = 'allow' | 'refuse';

/** Checks one field of a request and gives it back typed. @throws FieldError */
export interface Rule<T> {
  check(value: unknown, path: string, unknown?: UnknownFields): T;
}

/** A field that may be left out. `null` counts as left out, as with the vendors, but a strict reader refuses it. */
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

/** A string of 1 to `max` characters (not bytes), optionally of a pattern. */
export function text(max: number, pattern?: RegExp): Rule<string> {
  return {
    check(value, path) {
      if (typeof value !== 'string' || value === '') throw new FieldError(path, 'must be a string');
      if (value.length > max) throw new FieldError(path, `must have at most ${max} characters`);
      if (pattern && !pattern.test(value)) throw new FieldError(path, `must match ${pattern.source}`);
      return value;
    },
  };
}

/** An integer from `min` to `max`; amounts are in fen. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Rule<number> {
  return {
    check(value, path) {
      if (typeof value !== 'number' || !Number.isSafeInteger(value))
        throw new FieldError(path, 'must be an integer');
      if (value < min || value > max) throw new FieldError(path, `must be from ${min} to ${max}`);
      return value;
    },
  };
}

export const flag: Rule<boolean> = {
  check(value, path) {
    if (typeof value !== 'boolean') throw new FieldError(path, 'must be a boolean');
    return value;
  },
};

export function oneOf<const T extends string | number>(...values: readonly T[]): Rule<T> {
  return {
    check(value, path) {
      const found = values.find((allowed) => allowed === value);
      if (found === undefined) throw new FieldError(path, `must be one of ${values.join(', ')}`);
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
      if (!Array.isArray(value)) throw new FieldError(path, 'must be a list');
      if (value.length < bounds.min || value.length > bounds.max) {
        throw new FieldError(path, `must have ${bounds.min} to ${bounds.max} elements`);
      }
      const items = value.map((item, index) => element.check(item, `${path}[${index}]`, unknown));
      const complaint = refine(items);
      if (complaint !== null) throw new FieldError(path, complaint);
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
      if (!isJsonObject(value)) throw new FieldError(path || 'body', 'must be an object');
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
  if (given === null && unknown === 'refuse') throw new FieldError(path, 'must not be null');
  if ('optional' in rule && (given === undefined || given === null)) return undefined;
  if (given === undefined) throw new FieldError(path, 'is missing');
  return rule.check(given, path, unknown);
}

function refuseUnknown(shape: Shape, value: object, path: string): void {
  const unknown = Object.keys(value).find((field) => !Object.hasOwn(shape, field));
  if (unknown !== undefined) throw new FieldError(inside(path, unknown), 'is unknown');
}

function inside(path: string, field: string): string {
  return path ? `${path}.${field}` : field;
}
