import { equalValues } from '../compare.ts';
import { describe } from '../describe.ts';
import { requestFailed } from '../errors.ts';
import { type Document, getField, isArrayIndex, isDocument } from '../values.ts';
import type { PathUpdate } from './parse.ts';

/** MongoDB fills the gap before a new array element with nulls, up to this many. */
const MAX_PADDING = 1_500_000;

/** The document after one field's update. Shares what did not change; is `document` itself if nothing did. */
export function writePath(document: Document, change: PathUpdate, original: Document): Document {
  const next = new PathWriter(change, original).write(document, 0);
  return isDocument(next) ? next : document;
}

class PathWriter {
  constructor(
    readonly change: PathUpdate,
    readonly original: Document,
  ) {}

  /** The new value of what the first `at` segments lead to; `undefined` stands for missing. */
  write(current: unknown, at: number): unknown {
    const segment = this.change.segments[at];
    if (segment === undefined) return this.#leaf(current);
    if (isDocument(current)) return this.#field(current, segment, at);
    if (Array.isArray(current)) return this.#array(current, segment, at);
    if (segment.startsWith('$[') && current === undefined) {
      throw requestFailed(
        `The path '${this.#prefix(at)}' must exist in the document in order to apply array updates.`,
      );
    }
    const value = this.write(undefined, at + 1);
    if (value === undefined) return current;
    if (current !== undefined) throw this.#cannotCreate(current, segment, at);
    return { [segment]: value };
  }

  #leaf(current: unknown): unknown {
    const next = this.change.update.apply(current, this.original);
    const same = current !== undefined && next !== undefined && equalValues(current, next);
    return same ? current : next;
  }

  #field(document: Document, name: string, at: number): Document {
    const current = getField(document, name);
    const next = this.write(current, at + 1);
    if (next === current) return document;
    const copy = { ...document };
    if (next === undefined) delete copy[name];
    else copy[name] = next;
    return copy;
  }

  #array(array: readonly unknown[], segment: string, at: number): readonly unknown[] {
    if (segment === '$[]') return this.#everyElement(array, at);
    if (!isArrayIndex(segment)) {
      if (this.write(undefined, at + 1) === undefined) return array;
      throw this.#cannotCreate(array, segment, at);
    }
    const index = Number(segment);
    const current = array[index];
    const written = this.write(current, at + 1);
    // Removing an element by index leaves a null, so that the others keep their places.
    const next = index < array.length ? (written ?? null) : written;
    if (next === current) return array;
    if (index - array.length > MAX_PADDING)
      throw requestFailed(`can't backfill more than ${MAX_PADDING} elements`);
    const copy = [...array];
    while (copy.length < index) copy.push(null);
    copy[index] = next;
    return copy;
  }

  #everyElement(array: readonly unknown[], at: number): readonly unknown[] {
    const copy = array.map((item) => this.write(item, at + 1) ?? null);
    return copy.some((item, index) => item !== array[index]) ? copy : array;
  }

  #prefix(at: number): string {
    return this.change.segments.slice(0, at).join('.');
  }

  #cannotCreate(current: unknown, segment: string, at: number): Error {
    const parent = this.change.segments[at - 1] ?? '';
    if (segment === '$[]') {
      return requestFailed(`Cannot apply array updates to non-array element ${parent}: ${describe(current)}`);
    }
    return requestFailed(`Cannot create field '${segment}' in element {${parent}: ${describe(current)}}`);
  }
}
