import { after, HOUR_MS } from '../domain/duration.ts';
import type { Stored, Total, TotalsOptions } from '../usecases/store.ts';
import { applied, matches, valueAt } from './interpreter.ts';

/** What the database adds up over these documents. */
export function totalsOf(
  documents: readonly Stored[],
  { filter, each, groupBy, sum }: TotalsOptions,
): Total[] {
  const counted = (each ? documents.flatMap((document) => elementsOf(document, each)) : documents).filter(
    (one) => matches(one, filter),
  );
  const groups = new Map<string | null, Stored[]>();
  for (const one of counted) {
    const key = keyOf(one, groupBy);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(([key, members]) => ({
    key,
    documents: new Set(members.map(({ _id }) => _id)).size,
    sum: members.reduce((total, one) => total + numberAt(one, sum), 0),
  }));
}

/** The document once for each element of an array, with that element in its place. */
function elementsOf(document: Stored, path: string): Stored[] {
  const elements = valueAt(document, path);
  if (!Array.isArray(elements)) return [];
  return elements.map((element) => applied(document, { filter: {}, set: { [path]: element } }));
}

function keyOf(document: Stored, groupBy: TotalsOptions['groupBy']): string | null {
  if (groupBy === null) return null;
  if (typeof groupBy === 'string') return String(valueAt(document, groupBy) ?? null);
  const { dayOf, utcOffsetHours } = groupBy;
  const time = dayOf.map((path) => valueAt(document, path)).find((value) => value instanceof Date);
  if (!(time instanceof Date)) throw new Error(`${document._id} has no time at ${dayOf.join(' or ')}`);
  return after(time, utcOffsetHours * HOUR_MS)
    .toISOString()
    .slice(0, 10);
}

function numberAt(document: Stored, path: string): number {
  const value = valueAt(document, path);
  return typeof value === 'number' ? value : 0;
}
