import type { Document } from '../documents/index.ts';
import type { Collection } from './collection.ts';
import { invalidParam, requestFailed } from './errors.ts';
import type { DatabaseLimits } from './limits.ts';

/** Tells about what works here but is slow, dangerous or in vain on the platform: once for each shape. */
export class ScanReport {
  readonly #reported = new Set<string>();
  readonly #strict: boolean;
  readonly #limits: DatabaseLimits;

  constructor(strict: boolean, limits: DatabaseLimits) {
    this.#strict = strict;
    this.#limits = limits;
  }

  /**
   * Takes note of a query that reads all of `collection` to filter or to sort it.
   * @throws PlatformError DATABASE_REQUEST_FAILED in strict mode
   */
  scanned(collection: Collection, filter: Document, sortField: string | undefined): void {
    const large = collection.size > this.#limits.quietScanDocuments;
    const filtered = Object.keys(filter).length > 0;
    if (!large && !(this.#strict && filtered)) return;
    const sort = sortField === undefined ? '' : `, sorted by ${sortField}`;
    const shape = `${collection.name}: {${fieldsOf(filter).join(', ')}}${sort}`;
    const text = `no index serves the query ${shape}; it reads all ${collection.size} documents`;
    if (this.#strict) throw requestFailed(`[FailedOperation] ${text} (refused by strict mode)`);
    this.#warnOnce(text, shape);
  }

  /**
   * Takes note of an update or a removal of all documents. The SDKs drop a condition like `{a: {}}`, and what is
   * left of `where({a: {}})` means everything; the platform obeys.
   * @throws PlatformError INVALID_PARAM in strict mode
   */
  checkWideWrite(collection: string, filter: Document, operation: 'update' | 'remove'): void {
    if (Object.keys(filter).length > 0) return;
    const text = `${operation} of all documents in ${collection}: where() has no condition, or the SDK dropped it`;
    if (this.#strict) throw invalidParam(`${text}; say where({_id: _.exists(true)}) if you mean it`);
    this.#warnOnce(text, text);
  }

  /**
   * Takes note of `each` in addToSet, which the SDK does not encode, although the documentation says so. Here it
   * means what is documented; the platform gets one value.
   * @returns the encoded update, or in strict mode the one given, which the document engine refuses
   */
  encoded<T>(collection: string, given: T, encoded: T): T {
    if (given === encoded || this.#strict) return given;
    const text = `a request to ${collection} has \`each\` in addToSet, which the SDK does not encode: write { $each: […] }`;
    this.#warnOnce(text, text);
    return encoded;
  }

  /**
   * Takes note of an aggregation that names no limit: the platform answers 20 documents then, which several
   * developers have observed but no documentation says.
   * Source: https://developers.weixin.qq.com/community/develop/article/doc/000624c67c8b48611dba2b12058c13
   * @returns what to answer: all, or in strict mode what the platform answers
   */
  unlimited<T>(collection: string, answer: readonly T[]): readonly T[] {
    const { max } = this.#limits.unlimitedAggregation;
    if (answer.length <= max) return answer;
    const text = `an aggregation of ${collection} without limit() gives ${answer.length} documents, of which the platform answers ${max}`;
    this.#warnOnce(text, `${collection}: aggregation without limit`);
    return this.#strict ? answer.slice(0, max) : answer;
  }

  #warnOnce(text: string, shape: string): void {
    if (this.#reported.has(shape)) return;
    this.#reported.add(shape);
    console.warn(text);
  }
}

function fieldsOf(filter: Document): string[] {
  const fields = new Set<string>();
  for (const [name, condition] of Object.entries(filter)) {
    const parts = name.startsWith('$') && Array.isArray(condition) ? condition : null;
    if (!parts) fields.add(name);
    else for (const part of parts) for (const field of fieldsOf(part)) fields.add(field);
  }
  return [...fields].sort();
}
