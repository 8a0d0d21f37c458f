import { type Document, encodeEjson, isDocument } from '../documents/index.ts';
import { PlatformError } from '../kernel/errors.ts';
import { checkLimit } from './errors.ts';
import type { DatabaseLimits } from './limits.ts';

/**
 * Refuses a document that is too large or nests too deep, which updates can bring about step by step. What is
 * stored must never be more than what the journal can be read back with.
 * @throws PlatformError
 */
export function checkDocumentSize(document: Document, limits: DatabaseLimits): void {
  const { max, code } = limits.documentDepth;
  if (nestsDeeper(document, max))
    throw new PlatformError(code, `the document nests deeper than ${max} levels`);
  checkLimit(limits.documentBytes, bsonSize(document), 'bytes of a document');
}

function nestsDeeper(value: unknown, levels: number): boolean {
  const children = Array.isArray(value) ? value : isDocument(value) ? Object.values(value) : null;
  if (!children) return false;
  return levels === 0 || children.some((child) => nestsDeeper(child, levels - 1));
}

/**
 * Size of a value as BSON, in bytes, to hold it against the limit of a document. Exact for all that JavaScript has;
 * for the rarer BSON types a little too large. Source: https://bsonspec.org/spec.html
 */
export function bsonSize(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return 5 + Buffer.byteLength(value);
    case 'number':
      return Number.isInteger(value) && Math.abs(value) <= 0x7fff_ffff ? 4 : 8;
    case 'boolean':
      return 1;
    default:
      return objectSize(value);
  }
}

function objectSize(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (value instanceof Date) return 8;
  if (Array.isArray(value)) return entriesSize(Object.entries(value));
  if (isDocument(value)) return entriesSize(Object.entries(value));
  return JSON.stringify(encodeEjson(value)).length;
}

/** Length and end mark of a document, and for each field its type, its name and the value. */
function entriesSize(entries: readonly (readonly [string, unknown])[]): number {
  let size = 5;
  for (const [name, value] of entries) size += 2 + Buffer.byteLength(name) + bsonSize(value);
  return size;
}
