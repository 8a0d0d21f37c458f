import { wxElementOf } from '../engine/dom-nodes.ts';
import { defineBase } from './base-component.ts';
import { fieldOf, fieldsWithin } from './fields.ts';

/** The element of this id among those of the same template. */
function findById(label: HTMLElement, id: string) {
  const found = wxElementOf(label)?.ownerShadowRoot?.getElementById(id);
  return found ? fieldOf(found) : undefined;
}

/** A tap on a label is a tap on what it names: by `for`, else the first field inside. */
defineBase({
  tag: 'label',
  properties: { for: '' },
  create({ element, data, on }) {
    on('tap', (event) => {
      const touch = event.getOriginalEvent();
      const tapped = touch instanceof Event ? touch.target : null;
      const tappedField = tapped instanceof Element ? tapped.closest('[data-field]') : null;
      if (tappedField && element.contains(tappedField)) return;
      const field = data.for ? findById(element, data.for) : fieldsWithin(element)[0];
      field?.activate?.();
    });
    return {};
  },
});
