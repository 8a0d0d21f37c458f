import { beijingStamp, yuan } from '../format.ts';

/** How a value of a document is read by people. */
export interface Reading {
  readonly kind: 'text' | 'number' | 'flag' | 'nothing' | 'date';
  readonly text: string;
  /** What stands beside it, muted. */
  readonly aside?: string;
  readonly tooltip?: string;
}

/** @returns null for objects and lists, which have values of their own */
export function readingOf(key: string, value: unknown): Reading | null {
  if (value === null) return { kind: 'nothing', text: 'null' };
  if (typeof value === 'string') return { kind: 'text', text: JSON.stringify(value) };
  if (typeof value === 'boolean') return { kind: 'flag', text: String(value) };
  if (typeof value === 'number') return readingOfNumber(key, value);
  const iso = dateOf(value);
  if (iso === null) return null;
  return { kind: 'date', text: iso, aside: `${beijingStamp(new Date(iso))} 北京`, tooltip: '北京时间' };
}

function readingOfNumber(key: string, value: number): Reading {
  const text = String(value);
  const isMoney = /Fen$/.test(key) && Number.isSafeInteger(value);
  return { kind: 'number', text, ...(isMoney && { aside: yuan(value) }) };
}

/** `{"$date": "<ISO 8601>"}`, and nothing else. */
export function dateOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const [[key, iso] = ['', null], ...others] = Object.entries(value);
  const isDate = key === '$date' && others.length === 0 && typeof iso === 'string';
  return isDate && !Number.isNaN(Date.parse(iso)) ? iso : null;
}

const summaryTextLength = 24;
const summaryFields = 3;
/** What something is called, and how it stands, comes first. */
const tellingKeys = ['state', 'status', 'title', 'name'];

/** The fields that tell documents of a collection apart at a glance: short texts, and money. */
export function summaryOf(document: Readonly<Record<string, unknown>>): readonly string[] {
  const entries = Object.entries(document).flatMap(([key, value]) => {
    const text = summaryText(key, value);
    return text === null ? [] : [{ key, text }];
  });
  const telling = entries.filter(({ key }) => tellingKeys.includes(key));
  const others = entries.filter(({ key }) => !tellingKeys.includes(key));
  return [...telling, ...others].slice(0, summaryFields).map(({ text }) => text);
}

function summaryText(key: string, value: unknown): string | null {
  if (key.startsWith('_') || /(id|hash)$/i.test(key)) return null;
  if (typeof value === 'number') return /Fen$/.test(key) ? yuan(value) : null;
  return typeof value === 'string' && value !== '' && value.length <= summaryTextLength ? value : null;
}

/** The fields at the top of a document that are not as they were, those that are gone included. */
export function changedKeys(
  document: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
): readonly string[] {
  const keys = new Set([...Object.keys(document), ...Object.keys(before)]);
  return [...keys].filter((key) => JSON.stringify(document[key]) !== JSON.stringify(before[key]));
}

/** An id as text, whatever type it has. */
export function idText(id: unknown): string {
  return typeof id === 'string' ? id : JSON.stringify(id);
}
