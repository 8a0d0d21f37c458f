import { encodeEjson } from './ejson-encode.ts';
import { isDocument, ObjectId } from './values.ts';

const LONGEST = 200;

/** A value as MongoDB prints it in error messages: `{ a: 1, b: "x" }`. Cut if long. */
export function describe(value: unknown): string {
  const text = print(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function print(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'number') return String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? String(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(print).join(', ')} ]`;
  if (isDocument(value)) {
    const fields = Object.keys(value).map((key) => `${key}: ${print(value[key])}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof ObjectId) return `ObjectId('${value.hex}')`;
  return value instanceof RegExp ? String(value) : JSON.stringify(encodeEjson(value));
}
