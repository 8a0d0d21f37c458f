import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { orderPage } from './orderPage.ts';

it('links from outside lead to a page that the mini-program has', () => {
  const { pages } = JSON.parse(
    readFileSync(new URL('../../../miniprogram/app.json', import.meta.url), 'utf8'),
  );
  const [page, query] = orderPage('abc').split('?');
  expect(pages).toContain(page);
  expect(query).toBe('id=abc');
});
