import { fill, h } from '../dom.ts';
import type { Collection } from '../model.ts';
import type { Signal } from '../signal.ts';
import { labelOf } from './collections.ts';

/** The collections to choose from; one that has just changed flashes. */
export function collectionList(
  collections: Signal<readonly Collection[]>,
  current: Signal<string>,
): { element: HTMLElement; flash(name: string): void } {
  const element = h('nav', { class: 'collections', 'aria-label': '集合' });

  function show(): void {
    fill(element, collections.value.map(item));
  }

  function item(collection: Collection): HTMLElement {
    const { name, description, count } = collection;
    return h(
      'button',
      {
        type: 'button',
        class: 'collection',
        'data-name': name,
        title: description === null ? name : `${name}：${description}`,
        'aria-current': name === current.value ? 'true' : false,
        on: { click: () => current.set(name) },
      },
      h('span', { class: 'collection-label' }, labelOf(collection)),
      h('span', { class: 'count' }, count),
    );
  }

  collections.follow(show);
  current.follow(show);
  return {
    element,
    flash(name) {
      for (const each of element.children) {
        if (each instanceof HTMLElement && each.dataset['name'] === name) flash(each);
      }
    },
  };
}

/** Begins the animation anew, also where it still runs. */
export function flash(element: HTMLElement): void {
  element.classList.remove('flash');
  void element.offsetWidth;
  element.classList.add('flash');
}
