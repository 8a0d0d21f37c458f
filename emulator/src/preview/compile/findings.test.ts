import { describe, expect, test } from 'vitest';
import { compileMiniprogram } from './index.ts';
import { type FixtureFiles, writeMiniprogram } from './testing/fixture.ts';

/** What is found, as an editor lists it. */
async function findingsOf(files: FixtureFiles): Promise<readonly string[]> {
  const { findings } = await compileMiniprogram({ root: writeMiniprogram(files) });
  return findings.map(
    ({ severity, file, line, column, message }) => `${severity} ${file}:${line}:${column} ${message}`,
  );
}

test('a sound mini-program has no findings', async () => {
  expect(await findingsOf({})).toEqual([]);
});

test('without app.json nothing can be compiled', async () => {
  const root = writeMiniprogram({ 'miniprogram/app.json': null });
  await expect(compileMiniprogram({ root })).rejects.toThrow(/app\.json is missing/);
});

test('all that is wrong is found at once, each with its place', async () => {
  const found = await findingsOf({
    'miniprogram/app.json': { pages: ['pages/a/a', 'pages/b/b', 'pages/gone/gone'] },
    'miniprogram/pages/a/a.json': '{\n  "usingComponents": {},\n}',
    'miniprogram/pages/a/a.wxml': '<view>\n  合计<text>{{a +}}</text>\n</view>',
    'miniprogram/pages/a/a.wxss': '.a { color: red;\n',
    'miniprogram/pages/b/b.wxss': '.a { left: 0 }\n.b:: { left: 0 }',
    'miniprogram/pages/a/a.ts': 'Page({\n  data: { x: ; },\n});',
    'miniprogram/pages/b/b.ts': "import { x } from './x';\nPage({ x });",
    'miniprogram/pages/b/b.wxml': '<view></view>',
  });
  expect([...found].sort()).toEqual([
    'error app.json:5:5 The page "pages/gone/gone" has no script (.ts or .js).',
    'error pages/a/a.json:2:24 This is not valid JSON: JSON does not support trailing commas.',
    'error pages/a/a.ts:2:14 Unexpected ";".',
    'error pages/a/a.wxml:2:16 Unexpected character inside expression: 合计<text>{{a +}}</text>',
    'error pages/a/a.wxss:1:1 This is not valid WXSS: Unclosed block.',
    'error pages/b/b.ts:1:19 Could not resolve "./x".',
    'error pages/b/b.wxss:2:1 ".b::" is not a valid selector: Expected a pseudo-class or pseudo-element.',
  ]);
});

test('a broken package.json is told of where it is broken', async () => {
  const found = await findingsOf({
    'package.json': '{',
    'miniprogram/pages/a/a.ts': "import 'somewhere';\nPage({});",
  });
  expect(found).toEqual([
    expect.stringMatching(/^error pages\/a\/a\.ts:1:8 "somewhere" is not among the "dependencies"/),
    'warning ../package.json:1:2 Expected string in JSON but found end of file.',
  ]);
});

test('a page that lies outside the mini-program does not exist', async () => {
  const found = await findingsOf({
    'miniprogram/app.json': { pages: ['pages/a/a', 'pages/../../other/b'] },
    'other/b.js': 'Page({});',
    'other/b.wxml': '<view/>',
  });
  expect(found).toEqual([expect.stringContaining('The page "pages/../../other/b" has no script')]);
});

describe('in templates', () => {
  const finding = async (wxml: string, others: FixtureFiles = {}) =>
    findingsOf({ 'miniprogram/pages/a/a.wxml': wxml, ...others });

  test('a missing end tag is an error, though the template compiler forgives it', async () => {
    expect(await finding('<view>a</view>\n<view>')).toEqual([
      'error pages/a/a.wxml:2:2 Missing end tag: <view>',
    ]);
  });

  test('a component that nobody registered is an error, since WeChat would show nothing', async () => {
    expect(await finding('<view>\n  <t-button>买</t-button>\n</view>')).toEqual([
      'error pages/a/a.wxml:2:3 <t-button> is no component of WeChat, nor is it among "usingComponents".',
    ]);
  });

  test('comments, expressions and scripts hold no elements', async () => {
    const wxml = `<!-- <t-button/> --><view wx:if="{{a <b}}">{{ a <b }}</view>
      <wxs module="m">var less = 1 <less;</wxs>`;
    expect(await finding(wxml)).toEqual([]);
  });

  test('an imported template may use the components of the page', async () => {
    const imported = { 'miniprogram/pages/a/part.wxml': '<template name="x"><t-x/></template>' };
    expect(await finding('<import src="./part.wxml"/>', imported)).toEqual([
      'error pages/a/part.wxml:1:20 <t-x> is no component of WeChat, nor is it among "usingComponents".',
    ]);
    const registered = {
      'miniprogram/pages/a/a.json': { usingComponents: { 't-x': 'tdesign-miniprogram/link/link' } },
    };
    const errors = (await finding('<import src="./part.wxml"/>', { ...imported, ...registered })).filter(
      (found) => found.startsWith('error'),
    );
    expect(errors).toEqual([]);
  });

  test('a generic component is known by the name that the component gives it', async () => {
    const found = await finding('<list/>', {
      'miniprogram/pages/a/a.json': { usingComponents: { list: '/list' } },
      'miniprogram/list.json': { component: true, componentGenerics: { row: true } },
      'miniprogram/list.js': 'Component({});',
      'miniprogram/list.wxml': '<row/><column/>',
    });
    expect(found).toEqual([
      'error list.wxml:1:7 <column> is no component of WeChat, nor is it among "usingComponents".',
    ]);
  });

  test('images, templates and scripts must exist', async () => {
    const wxml = [
      '<import src="./gone.wxml"/>',
      '<wxs src="../../gone.wxs" module="gone"/>',
      '<image src="/images/gone.png"/>',
      '<image src="/images/there.png"/><image src="{{x}}"/><image src="/{{x}}.png"/><image src="https://x/y.png"/>',
    ];
    expect(await finding(wxml.join('\n'), { 'miniprogram/images/there.png': 'png' })).toEqual([
      'error pages/a/a.wxml:1:1 There is no file "./gone.wxml".',
      'error pages/a/a.wxml:2:1 There is no file "../../gone.wxs".',
      'error pages/a/a.wxml:3:1 The image "/images/gone.png" does not exist.',
    ]);
  });

  test('WXS has the syntax of ES5', async () => {
    const scripts = { 'miniprogram/a.wxs': 'var a = 1;\nconst b = 2;\nmodule.exports = { a: a };' };
    const wxml = '<wxs src="/a.wxs" module="a"/>\n<wxs module="b">let x = 1;</wxs>';
    expect([...(await finding(wxml, scripts))].sort()).toEqual([
      'error a.wxs:2:1 WXS does not know const.',
      'error pages/a/a.wxml:2:1 WXS does not know let.',
    ]);
  });

  test('what is no script at all is found once, where it is', async () => {
    const scripts = { 'miniprogram/a.wxs': 'var a = ;' };
    expect(await finding('<wxs src="/a.wxs" module="a"/>', scripts)).toEqual([
      'error a.wxs:1:9 This is not valid WXS: Unexpected ";".',
    ]);
  });

  test('what a script of WXS requires must exist', async () => {
    const wxml = '<wxs module="b">\nvar x = require("./gone.wxs");</wxs>';
    expect(await finding(wxml)).toEqual(['error pages/a/a.wxml:2:20 There is no script "pages/a/gone.wxs".']);
  });
});

describe('in configuration', () => {
  test('components must exist', async () => {
    const found = await findingsOf({
      'miniprogram/app.json': {
        pages: ['pages/a/a'],
        usingComponents: { 't-gone': 'tdesign-miniprogram/gone/gone' },
      },
      'miniprogram/pages/a/a.json': {
        usingComponents: { gone: '../../components/gone/gone', x: 'nobody/x' },
      },
    });
    expect(found).toEqual([
      'error app.json:6:15 There is no component "tdesign-miniprogram/gone/gone".',
      'error pages/a/a.json:3:13 There is no component "../../components/gone/gone".',
      'error pages/a/a.json:4:10 There is no component "nobody/x".',
    ]);
  });

  test('a component outside the mini-program is none, and one of a plugin cannot be shown', async () => {
    const found = await findingsOf({
      'miniprogram/pages/a/a.json': { usingComponents: { c: '../../../c', map: 'plugin://map/map' } },
      'c.json': { component: true },
      'c.wxml': '',
      'c.js': 'Component({});',
    });
    expect(found).toEqual([
      'error pages/a/a.json:3:10 There is no component "../../../c".',
      'warning pages/a/a.json:4:12 "plugin://map/map" belongs to a plugin, which the preview cannot show.',
    ]);
  });

  test('a component must call itself one', async () => {
    const found = await findingsOf({
      'miniprogram/pages/a/a.json': { usingComponents: { c: '/c' } },
      'miniprogram/c.json': {},
      'miniprogram/c.wxml': '',
      'miniprogram/c.js': 'Component({});',
    });
    expect(found).toEqual(['error c.json:null:null A component says "component": true in its JSON.']);
  });

  test('a page of a subpackage that is missing is found where it is named', async () => {
    const app = { pages: ['pages/a/a'], subpackages: [{ root: 'merchant', pages: ['pages/a/a'] }] };
    expect(await findingsOf({ 'miniprogram/app.json': app })).toEqual([
      'error app.json:9:9 The page "merchant/pages/a/a" has no script (.ts or .js).',
    ]);
  });

  test('variables of the theme are defined for both modes, and tabs have pages and icons', async () => {
    const app = {
      pages: ['pages/a/a'],
      themeLocation: 'theme.json',
      window: { backgroundColor: '@ground' },
      tabBar: { color: '@ink', list: [{ pagePath: 'pages/b/b', iconPath: '@icon' }] },
    };
    const theme = {
      light: { ground: '#fff', ink: '#000', icon: 'images/light.png' },
      dark: { ground: '#000', icon: 'images/dark.png' },
    };
    const found = await findingsOf({
      'miniprogram/app.json': app,
      'miniprogram/theme.json': theme,
      'miniprogram/images/light.png': 'png',
    });
    expect(found.map((text) => text.replace(/:\w+:\w+/, ''))).toEqual([
      'error app.json The theme file does not define "@ink" for "dark".',
      'error app.json The tab bar opens "pages/b/b", which is not among the pages.',
      'error app.json The tab bar\'s icon "images/dark.png" does not exist.',
    ]);
  });
});

describe('in scripts', () => {
  test('a value from outside the mini-program is an error, a type is not', async () => {
    const found = await findingsOf({
      'shared/contract.ts': 'export type Fen = number;\nexport const limit = 1;',
      'miniprogram/pages/a/a.ts': [
        "import type { Fen } from '../../../shared/contract.ts';",
        "import { limit } from '../../../shared/contract.ts';",
        'Page({ limit: limit as Fen });',
      ].join('\n'),
    });
    expect(found).toEqual([
      'error pages/a/a.ts:2:23 "../../../shared/contract.ts" lies outside the mini-program: only types can be imported from there, by "import type".',
    ]);
  });

  test('a package that DevTools would not build is an error', async () => {
    const found = await findingsOf({
      'miniprogram/pages/a/a.ts': "import * as v from 'valibot';\nPage({ v });",
    });
    expect(found).toEqual([
      'error pages/a/a.ts:1:20 "valibot" is not among the "dependencies" of package.json, from which DevTools builds npm packages.',
    ]);
  });
});

describe('in style sheets', () => {
  test('imports must exist, and local files cannot be loaded', async () => {
    const wxss =
      "@import './gone.wxss';\n.a {\n  background: url('/images/a.png');\n}\n.b { background: url(data:x) }";
    expect(await findingsOf({ 'miniprogram/pages/a/a.wxss': wxss })).toEqual([
      'error pages/a/a.wxss:1:1 There is no style sheet "./gone.wxss".',
      'error pages/a/a.wxss:3:3 WXSS cannot load the local file "/images/a.png": show it with <image>, or write it as a data: URL.',
    ]);
  });

  test("a component's selectors that reach out of it are warned of, as DevTools does", async () => {
    const found = await findingsOf({
      'miniprogram/pages/a/a.json': { usingComponents: { c: '/c' } },
      'miniprogram/c.json': { component: true },
      'miniprogram/c.wxml': '',
      'miniprogram/c.js': 'Component({});',
      'miniprogram/c.wxss':
        '.a .b { color: red }\n.a view { color: red }\n@keyframes k { from { left: 0 } }\n:host { left: 0 }',
    });
    expect(found).toEqual([
      'warning c.wxss:2:1 A component\'s style sheet should select by class; "view" also reaches other components.',
    ]);
  });
});

test('what is wrong in a library is a warning: nobody here can mend it', async () => {
  const found = await findingsOf({
    'miniprogram/pages/a/a.json': { usingComponents: { x: 'broken/x' } },
    'miniprogram/miniprogram_npm/broken/x.json': { component: true },
    'miniprogram/miniprogram_npm/broken/x.wxml': '<view><unknown/>',
    'miniprogram/miniprogram_npm/broken/x.js': 'Component({});',
  });
  expect(found).toEqual(['warning miniprogram_npm/broken/x.wxml:1:2 Missing end tag: <view><unknown/>']);
});
