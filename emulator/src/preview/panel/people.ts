import type { Persona } from './model.ts';

/** A persona of the project, or a user who was made up just now. */
export interface Person extends Persona {
  readonly isGuest: boolean;
}

/** 买家 林小满 → 林小满: on a chip there is room for the name only. */
export function shortName({ name }: Pick<Person, 'name'>): string {
  return name.split(' ').at(-1) ?? name;
}

/** A user whom nobody has seen before, with an openid of its own. */
export function newGuest(random: string): Person {
  return personOf([], `o-guest-${random}`);
}

export function personOf(personas: readonly Persona[], openid: string): Person {
  const persona = personas.find((each) => each.openid === openid);
  if (persona) return { ...persona, isGuest: false };
  return { openid, name: `新用户 ${openid.split('-').at(-1)}`, role: 'guest', isGuest: true };
}

export function randomLetters(): string {
  return crypto.randomUUID().slice(0, 4);
}
