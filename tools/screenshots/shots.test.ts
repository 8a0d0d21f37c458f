import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cast, OrderName } from './cast.ts';
import { shotsOf } from './shots.ts';

interface AppConfig {
  readonly pages: readonly string[];
  readonly subPackages: readonly { readonly root: string; readonly pages: readonly string[] }[];
}

const app = JSON.parse(readFileSync(join('miniprogram', 'app.json'), 'utf8')) as AppConfig;
const person = 'o-somebody';
const cast: Cast = {
  newcomer: person,
  regular: person,
  late: person,
  claimant: person,
  refused: person,
  closed: person,
  poor: person,
  ready: person,
  operator: person,
  orders: new Proxy({} as Record<OrderName, string>, { get: (_, name) => String(name) }),
};

describe('the pictures', () => {
  const shots = shotsOf(cast);

  it('show every page of the mini-program', () => {
    const pages = [
      ...app.pages,
      ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
    ];
    const shown = new Set(shots.map(({ route, page }) => page ?? route.split('?')[0]));
    expect(pages.filter((page) => !shown.has(page))).toEqual([]);
  });

  it('have a name each', () => {
    const names = shots.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
