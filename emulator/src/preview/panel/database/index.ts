import { toggle } from '../controls.ts';
import { fill, h } from '../dom.ts';
import type { Live } from '../live.ts';
import type { Change, Collection } from '../model.ts';
import type { Phones } from '../phone/phones.ts';
import type { PhoneRoute } from '../phone/route.ts';
import { Signal } from '../signal.ts';
import { onceSoon } from '../soon.ts';
import type { Toasts } from '../toasts.ts';
import { collectionList, flash } from './collection-list.ts';
import { documentRow } from './document-row.ts';
import { Documents, distinct, keyOf } from './documents.ts';
import { documentOf } from './follow.ts';

export interface DatabaseOptions {
  readonly live: Live;
  readonly toasts: Toasts;
  readonly phones: Phones;
  readonly collections: Signal<readonly Collection[]>;
}

/** What is stored, as it changes. */
export function createDatabasePane({ live, toasts, phones, collections }: DatabaseOptions): HTMLElement {
  const current = new Signal('');
  const opened = new Set<string>();
  let documents = new Documents('');
  let changes: Change[] = [];
  const list = h('div', { class: 'documents' });
  const names = collectionList(collections, current);
  const filter = h('input', {
    type: 'search',
    placeholder: '筛选文档…',
    'aria-label': '筛选文档',
    on: { input: () => show(new Set()) },
  });
  const follows = toggle('跟随手机', (checked) => {
    follows.checked = checked;
    if (checked) void followPage(phones.active.value.route.value);
  });
  follows.checked = true;

  function show(changed: ReadonlySet<string>): void {
    const text = filter.value.toLowerCase();
    const shown = documents.list.filter(({ document }) =>
      JSON.stringify(document).toLowerCase().includes(text),
    );
    const rows = shown.map((each) => {
      const key = keyOf(each.document);
      const row = documentRow(each, opened.has(key));
      row.addEventListener('toggle', () => (row.open ? opened.add(key) : opened.delete(key)));
      if (changed.has(key)) flash(row);
      return row;
    });
    fill(list, rows.length === 0 ? h('div', { class: 'empty-note' }, '没有文档') : rows);
  }

  async function open(name: string): Promise<void> {
    if (name === '') return;
    const chosen = new Documents(name);
    await chosen.readAll();
    if (name !== current.value) return;
    documents = chosen;
    show(new Set());
  }

  async function readChanges(): Promise<void> {
    const batch = distinct(changes);
    changes = [];
    for (const name of new Set(batch.map(({ collection }) => collection))) names.flash(name);
    const shown = documents;
    const ids = batch.filter(({ collection }) => collection === shown.collection).map(({ id }) => id);
    if (ids.length === 0) return;
    for (const id of ids) await shown.readOne(id);
    if (shown === documents) show(new Set(ids.map((id) => keyOf({ _id: id }))));
  }

  async function followPage(route: PhoneRoute): Promise<void> {
    if (!follows.checked) return;
    const found = await documentOf(route, collections.value);
    if (!found) return;
    opened.add(found.id);
    const isOpen = current.value === found.collection;
    if (!isOpen) current.set(found.collection);
    // Choosing a collection has emptied it.
    filter.value = found.id;
    if (isOpen) show(new Set([found.id]));
  }

  current.follow((name) => {
    filter.value = '';
    void toasts.attempt(() => open(name));
  });
  collections.follow(([first]) => {
    if (current.value !== '' || !first) return;
    current.set(first.name);
    // The phone may have come to its page before it was known where to look.
    void followPage(phones.active.value.route.value).catch(() => undefined);
  });
  const readSoon = onceSoon(() => void toasts.attempt(readChanges), 200);
  live.onChange((change) => {
    changes.push(change);
    readSoon();
  });
  live.connection.follow((state) => state === 'connected' && void toasts.attempt(() => open(current.value)));
  let unfollow = (): void => {};
  phones.active.follow((phone) => {
    unfollow();
    unfollow = phone.route.follow((route) => void followPage(route).catch(() => undefined));
  });

  return h(
    'section',
    { class: 'pane database-pane', 'aria-label': '数据库' },
    h('header', { class: 'pane-head' }, h('h2', {}, '数据库'), filter, follows.element),
    h('div', { class: 'database-body' }, names.element, h('div', { class: 'pane-body' }, list)),
  );
}
