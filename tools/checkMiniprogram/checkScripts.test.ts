import { expect, it } from 'vitest';
import { checkScripts } from './checkScripts.ts';
import { said, theProject } from './testing/fixture.ts';

it('scripts that can be compiled and run are left alone', async () => {
  const script = 'const { a, ...rest } = { a: wx ?? 2 };\nPage({ async load() { await rest?.b; }, a });\n';
  expect(said(await checkScripts(theProject({ 'pages/me/me.ts': script })))).toEqual([]);
});

it('a script that cannot be compiled is found', async () => {
  const changes = {
    'pages/me/me.ts': 'Page({});\nawait wx.login();\n',
    'copy/shop.ts': 'export const title = ;\n',
  };
  expect(said(await checkScripts(theProject(changes))).sort()).toEqual([
    'copy/shop.ts:1 Unexpected ";"',
    expect.stringMatching(/^pages\/me\/me\.ts:2 Top-level await/),
  ]);
});

it('a script that WeChat does not run is found', async () => {
  const script = `const a = /(?<=¥)\\d/;
const b = new Intl.NumberFormat('zh');
eval('c');
new Function('d')();
const e = [1].at(-1);
Page({ data: { a, b, e } });
`;
  expect(said(await checkScripts(theProject({ 'pages/me/me.ts': script })))).toEqual([
    'pages/me/me.ts:1 a lookbehind is a syntax error before iOS 16.4',
    'pages/me/me.ts:2 WeChat on Android has no Intl',
    'pages/me/me.ts:3 WeChat does not run eval',
    'pages/me/me.ts:4 WeChat does not run new Function',
    'pages/me/me.ts:5 older phones have no at',
  ]);
});
