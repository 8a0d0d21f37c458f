import { expect, test } from 'vitest';
import { renderTemplate } from './templates.ts';

const values = { env: { NAME: 'v', EMPTY: '', QUOTE: 'a"b', PEM: 'a\nb' }, envId: 'env-1' };
const render = (text: string) => renderTemplate(text, values, 'KEY of function f');

test('placeholders are filled, also inside of text, and everything else stays', () => {
  expect(render('a {{env.NAME}} {{ tcb.envId }} {{env.EMPTY}}{{other}}')).toBe('a v env-1 {{other}}');
  expect(render('{{util.uid}}')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a variable that is not set is an error that names it and its place', () => {
  expect(() => render('{{env.MISSING}}')).toThrow(/MISSING.*KEY of function f/);
  expect(() => renderTemplate('{{tcb.envId}}', { env: {}, envId: null }, 'envId')).toThrow(/envId/);
});

test('values that the CLI cannot paste into JSON are refused', () => {
  expect(() => render('{{env.QUOTE}}')).toThrow(/QUOTE.*base64/);
  expect(() => render('{{env.PEM}}')).toThrow(/PEM.*base64/);
});

test('a value is not rendered again', () => {
  const text = renderTemplate('{{env.A}}', { env: { A: '{{env.B}}' }, envId: null }, 'x');
  expect(text).toBe('{{env.B}}');
});
