import { HOUR_MS } from '../domain/duration.ts';
import { type DayOf, MAX_TOTALS, type TotalsOptions } from '../usecases/store.ts';

/** Stages of an aggregation in the database's own words; what comes out are `Total`s. */
export function totalsPipeline({ filter, each, groupBy, sum }: TotalsOptions): object[] {
  const key = keyOf(groupBy);
  const groups = each
    ? [
        { $unwind: `$${each}` },
        // The first time it chose documents, by their index; now it chooses elements.
        { $match: filter },
        // A document counts once, however many of its elements are added up.
        { $group: { _id: { document: '$_id', key }, sum: { $sum: `$${sum}` } } },
        { $group: { _id: '$_id.key', documents: { $sum: 1 }, sum: { $sum: '$sum' } } },
      ]
    : [{ $group: { _id: key, documents: { $sum: 1 }, sum: { $sum: `$${sum}` } } }];
  const asTotal = { $project: { _id: 0, key: '$_id', documents: 1, sum: 1 } };
  return [{ $match: filter }, ...groups, { $limit: MAX_TOTALS }, asTotal];
}

function keyOf(groupBy: TotalsOptions['groupBy']): unknown {
  if (groupBy === null) return null;
  return typeof groupBy === 'string' ? `$${groupBy}` : dayOf(groupBy);
}

function dayOf({ dayOf: [first, ...otherwise], utcOffsetHours }: DayOf): object {
  const paths = [first, ...otherwise].map((path) => `$${path}`);
  const time = paths.reduceRight<unknown>(
    (rest, path) => (rest === null ? path : { $ifNull: [path, rest] }),
    null,
  );
  // Moved by hand: names and offsets of time zones are a later addition to databases of this kind.
  const shown = { $add: [time, utcOffsetHours * HOUR_MS] };
  return { $dateToString: { date: shown, format: '%Y-%m-%d' } };
}
