import { defineBase } from './base-component.ts';

/** Components that are a box around what is inside. */
for (const tag of ['view', 'cover-view', 'match-media', 'movable-area']) {
  defineBase({ tag, properties: {} });
}

defineBase({
  tag: 'text',
  properties: { selectable: false, userSelect: false, space: '', decode: false, overflow: '', maxLines: 0 },
  create({ element }) {
    const select = (value: boolean) => element.toggleAttribute('data-selectable', value);
    return {
      changed: {
        selectable: select,
        userSelect: select,
        space: (value) => element.toggleAttribute('data-keep-space', value !== ''),
        maxLines: (value) => element.style.setProperty('--max-lines', value > 0 ? String(value) : null),
      },
    };
  },
});

/** In WeChat it leaves the place where it is written; here it stays, and its style sheet lets it out. */
defineBase({ tag: 'root-portal', properties: { enable: true } });
