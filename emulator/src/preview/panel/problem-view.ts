import { h } from './dom.ts';
import type { Excerpt, Problem } from './model.ts';

/** Where it is, what it is, and the lines around it with the line in question marked. */
export function problemView(problem: Problem): HTMLElement {
  const { severity, file, line, column, message, excerpt } = problem;
  const place = [file, line, column].filter((part) => part !== null).join(':');
  return h(
    'article',
    { class: `problem ${severity}` },
    place !== '' && h('div', { class: 'problem-place' }, place),
    h('div', { class: 'problem-message' }, message),
    excerpt && excerptView(excerpt, line),
  );
}

function excerptView({ firstLine, lines }: Excerpt, marked: number | null): HTMLElement {
  return h(
    'pre',
    { class: 'excerpt' },
    lines.map((text, index) => {
      const number = firstLine + index;
      return h(
        'span',
        { class: number === marked ? 'line marked' : 'line' },
        h('span', { class: 'line-number' }, number),
        `${text}\n`,
      );
    }),
  );
}
