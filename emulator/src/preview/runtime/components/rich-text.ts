import { toBrowserStyle } from '../engine/lengths.ts';
import { defineBase } from './base-component.ts';

/** What WeChat lets through, as far as a page of a shop needs it. */
const allowedTags = new Set(
  (
    'a abbr b big blockquote br caption center cite code col colgroup dd del div dl dt em fieldset font footer ' +
    'h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q s section small span strong sub sup ' +
    'table tbody td tfoot th thead tr tt u ul'
  ).split(' '),
);
const allowedAttributes = new Set([
  'class',
  'style',
  'src',
  'alt',
  'width',
  'height',
  'colspan',
  'rowspan',
  'start',
]);

interface RichNode {
  readonly type?: string;
  readonly name?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly text?: string;
  readonly children?: readonly RichNode[];
}

function fromHtml(node: Node): RichNode {
  if (!(node instanceof Element)) return { type: 'text', text: node.textContent ?? '' };
  return {
    name: node.localName,
    attrs: Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
    children: [...node.childNodes].map(fromHtml),
  };
}

function draw(node: RichNode): Node {
  if (node.type === 'text') return document.createTextNode(node.text ?? '');
  if (!allowedTags.has(node.name ?? '')) return document.createDocumentFragment();
  const element = document.createElement(node.name ?? 'span');
  for (const [name, value] of Object.entries(node.attrs ?? {})) {
    const text = name === 'style' ? toBrowserStyle(String(value)) : String(value);
    if (allowedAttributes.has(name)) element.setAttribute(name, text);
  }
  element.append(...(node.children ?? []).map(draw));
  return element;
}

/** HTML is read as a document of its own, so that nothing of it runs. */
function nodesOf(value: unknown): readonly RichNode[] {
  if (Array.isArray(value)) return value as RichNode[];
  const { body } = new DOMParser().parseFromString(String(value ?? ''), 'text/html');
  return [...body.childNodes].map(fromHtml);
}

defineBase({
  tag: 'rich-text',
  properties: { nodes: null as unknown, space: '', userSelect: false },
  create({ element }) {
    return {
      changed: {
        nodes: (value) => element.replaceChildren(...nodesOf(value).map(draw)),
        userSelect: (value) => element.toggleAttribute('data-selectable', value),
      },
    };
  },
});
