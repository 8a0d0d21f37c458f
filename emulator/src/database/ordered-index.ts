import { compareValues, type Document } from '../documents/index.ts';
import { fieldValues } from './field-values.ts';
import { isOrderable, type Orderable, type OrderableType, orderableType, type Range } from './range.ts';
import { SortedEntries } from './sorted-entries.ts';

/** Finds documents by a range of one field's values. Its answers may hold too many documents, never too few. */
export class OrderedIndex {
  readonly #field: string;
  readonly #byType: Readonly<Record<OrderableType, SortedEntries<Orderable>>> = {
    number: new SortedEntries<Orderable>(compareValues),
    string: new SortedEntries<Orderable>(compareValues),
    date: new SortedEntries<Orderable>(compareValues),
  };
  /** Documents with a value of another kind (a decimal compares with numbers too): candidates of every range. */
  readonly #others = new Set<string>();
  /** With several values in one document, one may satisfy the lower bound and another the upper. */
  #multikey = false;

  constructor(field: string) {
    this.#field = field;
  }

  add(key: string, document: Document): void {
    const values = fieldValues(document, this.#field);
    if (values.length > 1) this.#multikey = true;
    for (const value of values) {
      const type = orderableType(value);
      if (type && isOrderable(value)) this.#byType[type].insert({ value, key });
      else if (value !== null && typeof value === 'object') this.#others.add(key);
    }
  }

  remove(key: string, document: Document): void {
    for (const value of fieldValues(document, this.#field)) {
      const type = orderableType(value);
      if (type && isOrderable(value)) this.#byType[type].remove({ value, key });
    }
    this.#others.delete(key);
  }

  keysIn(range: Range): Set<string> {
    const upper = this.#multikey && range.lower !== undefined ? undefined : range.upper;
    const keys = new Set(this.#byType[range.type].keysBetween(range.lower, upper));
    for (const key of this.#others) keys.add(key);
    return keys;
  }
}
