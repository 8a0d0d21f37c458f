import { fill, h } from '../dom.ts';
import type { Persona } from '../model.ts';
import { peopleBar } from './people-bar.ts';
import type { Phone } from './phone.ts';
import { rail } from './rail.ts';
import { hashOf } from './route.ts';

/** A phone with all that belongs to it: who uses it, its tools (`more` comes last), and the page that it shows. */
export function phoneStand(phone: Phone, personas: readonly Persona[], more: HTMLElement): HTMLElement {
  const path = h('div', { class: 'path', title: '当前页面' });
  phone.route.follow((route) => {
    const [page = '', query] = hashOf(route).slice(2).split('?');
    fill(
      path,
      page === '' ? '首页' : page,
      query !== undefined && h('span', { class: 'muted' }, `?${query}`),
    );
  });
  return h(
    'section',
    { class: 'stand', 'aria-label': '手机' },
    peopleBar(phone, personas),
    h(
      'div',
      { class: 'stand-row' },
      h('div', { class: 'phone-space' }, h('div', { class: 'bezel' }, phone.frame)),
      rail(phone, more),
    ),
    path,
  );
}
