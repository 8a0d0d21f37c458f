import { h } from '../dom.ts';
import type { Shown } from './documents.ts';
import { jsonView } from './json-view.ts';
import { changedKeys, idText, summaryOf } from './values.ts';

/** One document; it opens to its fields, with what changed last marked. */
export function documentRow({ document, before }: Shown, isOpen: boolean): HTMLDetailsElement {
  const id = idText(document['_id']);
  const changes = before ? changedKeys(document, before) : [];
  const row = h(
    'details',
    { class: 'document' },
    h(
      'summary',
      { class: 'document-summary' },
      h('code', { class: 'document-id', title: id }, id),
      h(
        'span',
        { class: 'document-parts' },
        changes.length > 0 && h('span', { class: 'part changes' }, `变化：${changes.join('、')}`),
        summaryOf(document).map((part) => h('span', { class: 'part' }, part)),
      ),
    ),
  );
  const fillOnce = (): void => {
    if (row.open && row.childElementCount === 1) row.append(jsonView(document, before));
  };
  row.addEventListener('toggle', fillOnce);
  row.open = isOpen;
  fillOnce();
  return row;
}
