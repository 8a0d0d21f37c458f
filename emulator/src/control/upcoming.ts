import type { DueField } from '../database/catalog.ts';
import { fieldValues } from '../database/field-values.ts';
import { type Document, encodeEjson } from '../documents/index.ts';
import type { Timeline } from '../kernel/timeline.ts';
import { relaxed } from './relaxed.ts';

/** What will happen next: a document that is due, or an act of a stand-in. */
export interface Upcoming {
  readonly at: Date;
  /** When it is acted on: for a document the next timer, since nothing else looks at it. Never in the past. */
  readonly actsAt: Date;
  /** `database`, or the name of the stand-in. */
  readonly source: string;
  /** What will be done; null if nothing says so. */
  readonly name: string | null;
  readonly collection?: string;
  readonly id?: unknown;
}

export interface UpcomingSources {
  readonly due: readonly DueField[];
  documents(collection: string): readonly Document[];
  readonly timeline: Timeline;
  readonly timers: { readonly name: string; firstFrom(ms: number): number | null };
}

/**
 * The earliest of the documents that are due and of what the stand-ins will do. The ticks of timers are left out:
 * one that comes every minute would always be the next event, and say nothing.
 */
export function nextUpcoming(sources: UpcomingSources, nowMs: number): Upcoming | null {
  const { timeline, timers } = sources;
  const ofStandIns = timeline
    .upcoming()
    .filter(({ source }) => source !== timers.name)
    .map(({ source, instant: { atMs, name = null } }): Upcoming => {
      return { at: new Date(atMs), actsAt: new Date(Math.max(atMs, nowMs)), source, name };
    });
  const all = [...ofStandIns, ...sources.due.flatMap((due) => dueIn(sources, due, nowMs))];
  return all.reduce<Upcoming | null>(
    (earliest, each) => (earliest && earliest.actsAt <= each.actsAt ? earliest : each),
    null,
  );
}

/** The document of a collection that is due first; none without a timer that would act on it. */
function dueIn({ documents, timers }: UpcomingSources, due: DueField, nowMs: number): Upcoming[] {
  let first: { readonly document: Document; readonly atMs: number } | null = null;
  for (const document of documents(due.collection)) {
    for (const value of fieldValues(document, due.field)) {
      if (!(value instanceof Date)) continue;
      if (!first || value.getTime() < first.atMs) first = { document, atMs: value.getTime() };
    }
  }
  if (!first) return [];
  const { document, atMs } = first;
  const actsAtMs = timers.firstFrom(Math.max(atMs, nowMs));
  if (actsAtMs === null) return [];
  return [
    {
      at: new Date(atMs),
      actsAt: new Date(actsAtMs),
      source: 'database',
      name: nameOf(document, due),
      collection: due.collection,
      id: relaxed(encodeEjson(document['_id'])),
    },
  ];
}

function nameOf(document: Document, { nameField, names }: DueField): string | null {
  const [value] = nameField === undefined ? [] : fieldValues(document, nameField);
  return typeof value === 'string' ? (names?.[value] ?? value) : null;
}
