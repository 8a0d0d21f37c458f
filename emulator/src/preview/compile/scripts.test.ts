import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { compileMiniprogram } from './index.ts';
import { type FixtureFiles, writeMiniprogram } from './testing/fixture.ts';

interface Calls {
  readonly calls: readonly unknown[][];
  /** What scripts wrote to the console. */
  readonly lines: readonly unknown[][];
  readonly templates: Readonly<Record<string, unknown>>;
}

/** Runs app.js with a runtime that only notes what it is told. */
async function run(files: FixtureFiles): Promise<Calls> {
  const { files: compiled } = await compileMiniprogram({ root: writeMiniprogram(files) });
  const lines: unknown[][] = [];
  const calls: unknown[][] = [];
  let templates = {};
  const page = {
    console: { log: (...line: unknown[]) => lines.push(line) },
    App: (definition: unknown) => calls.push(['App', definition]),
    Page: (definition: unknown) => calls.push(['Page', definition]),
    Component: (definition: unknown) => calls.push(['Component', definition]),
    miniprogramRuntime: {
      setup(app: unknown, given: object, pages: unknown) {
        templates = given;
        calls.push(['setup', app, pages]);
      },
      define(path: string, config: unknown, scope: unknown, load: () => unknown) {
        calls.push(['define', path, config, scope]);
        load();
      },
      start: () => calls.push(['start']),
    },
  };
  runInNewContext(Buffer.from(compiled.get('app.js') ?? '').toString(), page);
  // Values of another context have other prototypes.
  return { calls: JSON.parse(JSON.stringify(calls)), lines, templates };
}

test('app.js sets the runtime up, runs the app, defines what is used before who uses it, and starts', async () => {
  const { calls, templates } = await run({
    'miniprogram/app.json': { pages: ['pages/a/a'], usingComponents: { price: 'components/price' } },
    'miniprogram/app.ts': 'App({ globalData: 1 });',
    'miniprogram/components/price.json': { component: true },
    'miniprogram/components/price.ts': 'Component({ properties: { fen: Number } });',
    'miniprogram/components/price.wxml': '<text>{{fen}}</text>',
    'miniprogram/pages/a/a.json': { navigationBarTitleText: '商店' },
  });
  const usingComponents = { price: '/components/price' };
  const app = { pages: ['pages/a/a'], usingComponents: { price: 'components/price' } };
  const page = { navigationBarTitleText: '商店', usingComponents, styleIsolation: 'shared' };
  expect(calls).toEqual([
    ['setup', app, ['pages/a/a']],
    ['App', { globalData: 1 }],
    ['define', 'components/price', { component: true, usingComponents, styleIsolation: 'isolated' }, 'c0'],
    ['Component', { properties: {} }],
    ['define', 'pages/a/a', page, null],
    ['Page', { data: { greeting: 'hello' } }],
    ['start'],
  ]);
  expect(Object.keys(templates).sort()).toEqual(['components/price', 'pages/a/a']);
});

test('pages of subpackages, a custom tab bar and defaults of generics are taken in', async () => {
  const component = (path: string, json: object = {}) => ({
    [`miniprogram/${path}.json`]: { component: true, ...json },
    [`miniprogram/${path}.wxml`]: '<view/>',
    [`miniprogram/${path}.js`]: 'Component({});',
  });
  const { calls } = await run({
    'miniprogram/app.json': {
      pages: ['pages/a/a'],
      subPackages: [{ root: 'merchant/', pages: ['pages/m/m'] }],
      subpackages: [{ root: 'help', pages: ['h'] }],
      tabBar: { custom: true, list: [{ pagePath: 'pages/a/a' }] },
    },
    'miniprogram/pages/a/a.json': { usingComponents: { list: '/list' } },
    'miniprogram/merchant/pages/m/m.js': 'Page({});',
    'miniprogram/merchant/pages/m/m.wxml': '',
    'miniprogram/help/h.js': 'Page({});',
    'miniprogram/help/h.wxml': '',
    ...component('list', { componentGenerics: { row: { default: './row' } } }),
    ...component('row'),
    ...component('custom-tab-bar/index'),
  });
  const defined = calls.filter(([name]) => name === 'define').map(([, path]) => path);
  expect(defined).toEqual([
    'row',
    'list',
    'pages/a/a',
    'merchant/pages/m/m',
    'help/h',
    'custom-tab-bar/index',
  ]);
  expect(calls[0]?.[2]).toEqual(['pages/a/a', 'merchant/pages/m/m', 'help/h']);
});

test('the app is told what theme.json says of both modes', async () => {
  const theme = { light: { ground: '#fff' }, dark: { ground: '#000' } };
  const app = {
    pages: ['pages/a/a'],
    darkmode: true,
    themeLocation: 'theme.json',
    window: { backgroundColor: '@ground' },
  };
  const { calls } = await run({ 'miniprogram/app.json': app, 'miniprogram/theme.json': theme });
  expect(calls[0]?.[1]).toEqual({ ...app, theme });
});

test('imports need no extension, and a script beside its declarations is found', async () => {
  const { calls } = await run({
    'contract.ts': 'export type Name = string;',
    'miniprogram/environment.js': "export const environment = 'env-1';",
    'miniprogram/environment.d.ts': 'export declare const environment: string;',
    'miniprogram/services/call.ts':
      "import { environment } from '../environment';\nexport const call = () => environment;",
    'miniprogram/pages/a/a.ts': [
      "import type { Name } from '../../../contract.ts';",
      "import { call } from '../../services/call';",
      'Page({ data: { name: call() satisfies Name } });',
    ].join('\n'),
  });
  expect(calls).toContainEqual(['Page', { data: { name: 'env-1' } }]);
});

test('packages come from miniprogram_npm, else from the folder that their package.json names', async () => {
  const { calls } = await run({
    'miniprogram/miniprogram_npm/built/index.js': "module.exports = 'built';",
    'miniprogram/pages/a/a.ts': [
      "import built from 'built';",
      "import { prefix } from 'tdesign-miniprogram/common/config';",
      'Page({ data: { built, prefix } });',
    ].join('\n'),
  });
  expect(calls).toContainEqual(['Page', { data: { built: 'built', prefix: 't' } }]);
});

test('WXS runs with its own functions and names of types, in files and in templates', async () => {
  const { lines } = await run({
    'miniprogram/a.wxs': "var b = require('./b.wxs'); console.log('file', b.name, [].constructor);",
    'miniprogram/b.wxs': 'module.exports = { name: getDate(0).constructor };',
    'miniprogram/c.wxs': "console.log('required', getRegExp('a').test('a'));",
    'miniprogram/pages/a/a.wxml': `
      <wxs src="../../a.wxs" module="a"/>
      <wxs module="inline">require('../../c.wxs'); console.log('inline', ''.constructor);</wxs>`,
  });
  expect(lines).toEqual([
    ['file', 'Date', 'Array'],
    ['required', true],
    ['inline', 'String'],
  ]);
});

test('a script of WXS that is missing stops nothing else', async () => {
  const { calls } = await run({ 'miniprogram/pages/a/a.wxml': '<wxs src="./gone.wxs" module="gone"/>' });
  expect(calls.at(-1)).toEqual(['start']);
});

test('a package may be named alone, and a script may say how styles reach its component', async () => {
  const { calls } = await run({
    'miniprogram/pages/a/a.json': { usingComponents: { only: 'only' } },
    'miniprogram/miniprogram_npm/only/index.json': { component: true },
    'miniprogram/miniprogram_npm/only/index.wxml': '',
    'miniprogram/miniprogram_npm/only/index.js': 'Component({ options: { addGlobalClass: true } });',
  });
  const path = 'miniprogram_npm/only/index';
  const config = { component: true, usingComponents: {}, styleIsolation: 'apply-shared' };
  expect(calls).toContainEqual(['define', path, config, 'c0']);
});

test('development has a source map with names below the root; minified code has none', async () => {
  const root = writeMiniprogram({
    'miniprogram/app.ts': 'App({});',
    'miniprogram/app.wxss': '.a { left: 0 }',
  });
  const { files } = await compileMiniprogram({ root });
  const map: { sources: string[] } = JSON.parse(Buffer.from(files.get('app.js.map') ?? '').toString());
  expect(map.sources).toEqual(expect.arrayContaining(['app.ts', 'pages/a/a.ts']));
  const { files: minified } = await compileMiniprogram({ root, minify: true });
  expect([...minified.keys()].sort()).toEqual(['app.css', 'app.js']);
  expect(Buffer.from(minified.get('app.css') ?? '').toString()).toBe('.a{left:0}\n');
});

test('images lie where the mini-program names them, those of installed packages do not', async () => {
  const root = writeMiniprogram({
    'miniprogram/images/a.png': 'png',
    'miniprogram/node_modules/x/b.png': 'png',
    'miniprogram/notes.txt': 'text',
  });
  const { files } = await compileMiniprogram({ root });
  expect([...files.keys()].sort()).toEqual(['app.css', 'app.js', 'app.js.map', 'images/a.png']);
});

test('without a script that compiles there is no app.js, but all else', async () => {
  const { files } = await compileMiniprogram({
    root: writeMiniprogram({
      'miniprogram/pages/a/a.ts': 'Page({',
      'miniprogram/app.wxss': '.a { left: 0 }',
    }),
  });
  expect([...files.keys()]).toEqual(['app.css']);
});
