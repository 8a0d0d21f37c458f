import { h } from '../dom.ts';
import { readingOf } from './values.ts';

/** Objects and lists of more entries start closed, unless something in them has changed. */
const openUpTo = 8;

/**
 * A document to be read. What differs from `before` is marked; without a `before` nothing is.
 */
export function jsonView(document: unknown, before?: unknown): HTMLElement {
  return h('div', { class: 'json' }, entries(document, before));
}

function entries(value: unknown, before: unknown): HTMLElement[] {
  const items = Object.entries(value ?? {});
  return items.map(([key, each]) =>
    entry(key, each, before === undefined ? undefined : memberOf(before, key)),
  );
}

/** `null` where there was none, so that a new field differs from it. */
function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return null;
  return new Map<string, unknown>(Object.entries(value)).get(key) ?? null;
}

function entry(key: string, value: unknown, before: unknown): HTMLElement {
  const name = h('span', { class: 'json-key' }, key);
  const isChanged = before !== undefined && JSON.stringify(before) !== JSON.stringify(value);
  const reading = readingOf(key, value);
  if (reading) {
    const { kind, text, aside, tooltip } = reading;
    return h(
      'div',
      { class: isChanged ? 'json-row changed' : 'json-row' },
      name,
      h('span', { class: `json-${kind}` }, text),
      aside !== undefined && h('span', { class: 'json-aside', title: tooltip }, aside),
    );
  }
  const size = Object.keys(value ?? {}).length;
  if (size === 0) {
    return h('div', { class: 'json-row' }, name, h('span', { class: 'json-nothing' }, emptyText(value)));
  }
  return h(
    'details',
    { class: 'json-nested', open: size <= openUpTo || isChanged },
    h(
      'summary',
      {},
      name,
      h('span', { class: 'json-size' }, Array.isArray(value) ? `[${size}]` : `{${size}}`),
    ),
    h('div', { class: 'json-inner' }, entries(value, before)),
  );
}

function emptyText(value: unknown): string {
  return Array.isArray(value) ? '[]' : '{}';
}
