/** A document, or any embedded one. Keys are own properties only; values are what `parseEjson` gives. */
export type Document = { [field: string]: unknown };

/** What an operation may depend on besides its arguments: the emulator's movable clock. */
export interface EvaluationContext {
  readonly nowMs: number;
}

/** MongoDB refuses documents that nest deeper (https://www.mongodb.com/docs/manual/reference/limits/). */
export const MAX_DEPTH = 100;

export class ObjectId {
  /** @param hex 24 lower-case hexadecimal digits */
  constructor(readonly hex: string) {}

  toString(): string {
    return this.hex;
  }
}

export type ExtendedTag =
  | '$binary'
  | '$code'
  | '$dbPointer'
  | '$maxKey'
  | '$minKey'
  | '$numberDecimal'
  | '$symbol'
  | '$timestamp';

/** A BSON value that JavaScript has no twin for, kept as its canonical EJSON so that it survives a round trip. */
export class ExtendedValue {
  /** @param json the whole EJSON object, such as `{"$numberDecimal":"1.5"}` */
  constructor(
    readonly tag: ExtendedTag,
    readonly json: Readonly<Record<string, unknown>>,
  ) {}

  toString(): string {
    return this.tag === '$numberDecimal' || this.tag === '$symbol'
      ? String(this.json[this.tag])
      : JSON.stringify(this.json);
  }
}

/** A regular expression in MongoDB's dialect that JavaScript's `RegExp` cannot hold (option `x`, PCRE syntax). */
export class ForeignRegExp {
  constructor(
    readonly pattern: string,
    readonly options: string,
  ) {}

  toString(): string {
    return `/${this.pattern}/${this.options}`;
  }
}

/** True for embedded documents: not for arrays, dates, regular expressions and the value classes. */
export function isDocument(value: unknown): value is Document {
  if (value === null || typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Own property of a document; `undefined` if it is missing. Never looks at prototypes. */
export function getField(document: Document, field: string): unknown {
  return Object.hasOwn(document, field) ? document[field] : undefined;
}

/** True for a path segment that can be an array index: digits without leading zeros. */
export function isArrayIndex(segment: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(segment);
}
