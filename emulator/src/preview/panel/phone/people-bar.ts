import { fill, h } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Persona } from '../model.ts';
import { newGuest, type Person, personOf, randomLetters, shortName } from '../people.ts';
import type { Phone } from './phone.ts';

/** Who uses this phone: the project's personas, and somebody new. */
export function peopleBar(phone: Phone, personas: readonly Persona[]): HTMLElement {
  const bar = h('div', { class: 'people', role: 'group', 'aria-label': '以谁的身份使用' });
  const roles = [...new Set(personas.map(({ role }) => role))];
  let guest: Person | null = null;

  phone.person.follow((current) => {
    if (current.isGuest) guest = current;
    const people = [...personas.map(({ openid }) => personOf(personas, openid)), ...(guest ? [guest] : [])];
    fill(
      bar,
      people.map((person) => {
        const kind = person.isGuest ? 'guest' : `role-${roles.indexOf(person.role)}`;
        return chip(person, kind, person.openid === current.openid, () => phone.become(person));
      }),
      h(
        'button',
        {
          type: 'button',
          class: 'person new',
          title: '换成一位从未来过的用户',
          on: { click: () => phone.become(newGuest(randomLetters())) },
        },
        icon('add'),
        '新用户',
      ),
    );
  });
  return bar;
}

/** @param kind colours it: people of one role look alike */
function chip(person: Person, kind: string, isCurrent: boolean, choose: () => void): HTMLElement {
  const { name, openid } = person;
  return h(
    'button',
    {
      type: 'button',
      class: `person ${kind}`,
      'aria-pressed': String(isCurrent),
      title: `${name}（${openid}）`,
      on: { click: choose },
    },
    h('span', { class: 'avatar', 'aria-hidden': 'true' }, shortName(person).slice(0, 1)),
    shortName(person),
  );
}
