import { ExtendedValue, ForeignRegExp, isDocument, ObjectId } from './values.ts';

/**
 * Canonical EJSON v2 as plain JSON values: what `decodeEjson` gives comes back the same.
 * Source: https://github.com/mongodb/specifications/blob/master/source/extended-json/extended-json.md
 */
export function encodeEjson(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return encodeNumber(value);
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : encodeObject(value);
    default:
      return null;
  }
}

function encodeObject(value: object): unknown {
  if (Array.isArray(value)) return value.map(encodeEjson);
  if (isDocument(value)) {
    const json: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      if (value[key] !== undefined) json[key] = encodeEjson(value[key]);
    }
    return json;
  }
  if (value instanceof Date) return { $date: { $numberLong: String(value.getTime()) } };
  if (value instanceof ObjectId) return { $oid: value.hex };
  if (value instanceof RegExp) return encodeRegExp(value.source, value.flags);
  if (value instanceof ForeignRegExp) return encodeRegExp(value.pattern, value.options);
  if (value instanceof ExtendedValue) return value.json;
  throw new TypeError(`cannot encode a ${value.constructor.name}`);
}

function encodeRegExp(pattern: string, options: string): unknown {
  return { $regularExpression: { pattern, options } };
}

function encodeNumber(value: number): unknown {
  if (Number.isInteger(value) && !Object.is(value, -0)) {
    if (value >= -0x8000_0000 && value <= 0x7fff_ffff) return { $numberInt: String(value) };
    if (Number.isSafeInteger(value)) return { $numberLong: String(value) };
  }
  return { $numberDouble: Object.is(value, -0) ? '-0.0' : String(value) };
}
