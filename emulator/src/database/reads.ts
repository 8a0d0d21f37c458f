import {
  compileFilter,
  compileProjection,
  compileSort,
  type Document,
  type EvaluationContext,
  isDocument,
  runPipeline,
} from '../documents/index.ts';
import { candidateKeys } from './candidates.ts';
import { type Collection, documentKey } from './collection.ts';
import type { ScanReport } from './scan-report.ts';
import type { WriteSet } from './write-set.ts';

export interface Match {
  readonly key: string;
  readonly document: Document;
}

export interface FindOptions {
  readonly sort?: Document | undefined;
  readonly skip?: number | undefined;
  readonly limit: number;
  readonly projection?: Document | undefined;
}

/** Queries of one collection, as one view shows it. */
export class Reader {
  readonly #collection: Collection;
  readonly #view: WriteSet;
  readonly #scans: ScanReport;
  readonly #context: EvaluationContext;

  constructor(collection: Collection, view: WriteSet, scans: ScanReport, context: EvaluationContext) {
    this.#collection = collection;
    this.#view = view;
    this.#scans = scans;
    this.#context = context;
  }

  /**
   * All matches of a filter; unsorted ones come in no promised order. `sort` only tells what they are read
   * for.
   */
  *matches(filter: Document, sort?: Document): Generator<Match> {
    const only = soleId(filter);
    if (only !== undefined) {
      const key = documentKey(only);
      const document = this.#view.read(this.#collection, key);
      if (document) yield { key, document };
      return;
    }
    const isEmpty = Object.keys(filter).length === 0;
    const test = isEmpty ? null : compileFilter(filter, this.#context);
    for (const key of this.#keys(filter, sort)) {
      const document = this.#view.read(this.#collection, key);
      if (document && (!test || test(document))) yield { key, document };
    }
  }

  find(filter: Document, options: FindOptions): Document[] {
    const { sort, skip = 0, limit, projection } = options;
    const project = projection && compileProjection(projection, this.#context, filter);
    const page = sort
      ? this.#sorted(filter, sort).slice(skip, skip + limit)
      : this.#firstOf(filter, skip, limit);
    return project ? page.map(project) : page;
  }

  count(filter: Document): number {
    const all = Object.keys(filter).length === 0 && this.#view.snapshot === Number.POSITIVE_INFINITY;
    if (all) return this.#collection.size;
    let total = 0;
    for (const _ of this.matches(filter)) total += 1;
    return total;
  }

  /** @param collectionOf documents of another collection, for `$lookup` */
  aggregate(stages: readonly Document[], collectionOf: (name: string) => readonly Document[]): Document[] {
    const [first, ...rest] = stages;
    const match = first?.['$match'];
    const filter = isDocument(match) ? match : {};
    const input = Array.from(this.matches(filter), ({ document }) => document);
    return runPipeline(input, isDocument(match) ? rest : stages, {
      ...this.#context,
      collection: collectionOf,
    });
  }

  #sorted(filter: Document, sort: Document): Document[] {
    const compare = compileSort(sort);
    return Array.from(this.matches(filter, sort), ({ document }) => document).sort(compare);
  }

  #firstOf(filter: Document, skip: number, limit: number): Document[] {
    const page: Document[] = [];
    let position = 0;
    for (const { document } of this.matches(filter)) {
      if (position >= skip) page.push(document);
      position += 1;
      if (page.length >= limit) break;
    }
    return page;
  }

  #keys(filter: Document, sort: Document | undefined): Iterable<string> {
    const found = candidateKeys(this.#collection, filter);
    if (!found) this.#reportScan(filter, sort);
    const divergent = [...this.#view.divergentKeys(this.#collection)];
    const keys = found ?? this.#collection.keys();
    return divergent.length === 0 ? keys : new Set([...keys, ...divergent]);
  }

  /**
   * A condition that an index cannot narrow down (`$ne`, `$exists`) still reads the index, if its field has
   * one.
   */
  #reportScan(filter: Document, sort: Document | undefined): void {
    const sortField = sort && Object.keys(sort)[0];
    const fields = conditionFields(filter);
    const indexed = ['_id', ...this.#collection.indexes.map(({ firstField }) => firstField)];
    if (indexed.some((field) => fields.includes(field))) return;
    const sorts = sortField !== undefined && !indexed.includes(sortField);
    if (fields.length > 0 || sorts) this.#scans.scanned(this.#collection, filter, sortField);
  }
}

/** Top-level fields (and operators such as `$or`) of a filter, those within `$and` included. */
function conditionFields(filter: Document): string[] {
  return Object.entries(filter).flatMap(([field, condition]) =>
    field === '$and' && Array.isArray(condition) ? condition.flatMap(conditionFields) : [field],
  );
}

/** The `_id` of a filter that asks for nothing else: the commonest query of all, which needs no compiling. */
function soleId(filter: Document): string | number | undefined {
  const id = filter['_id'];
  if (typeof id !== 'string' && typeof id !== 'number') return undefined;
  return Object.keys(filter).length === 1 ? id : undefined;
}
