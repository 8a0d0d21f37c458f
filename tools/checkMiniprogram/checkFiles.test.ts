import { describe, expect, it } from 'vitest';
import { checkFiles } from './checkFiles.ts';
import { readProject } from './project.ts';
import { APP, aMiniprogram, said, theProject } from './testing/fixture.ts';

const check = (changes: Record<string, string | object | null> = {}) => said(checkFiles(theProject(changes)));

describe('a file that is named', () => {
  it('is there', () => {
    expect(check()).toEqual([]);
  });

  it('is missed wherever it is named', () => {
    const changes = {
      'app.wxss': '@import "./no.wxss";\n',
      'pages/me/me.ts': "import '../../copy/no';\nPage({});\n",
      'pages/me/me.wxml':
        '<import src="no.wxml"/>\n<wxs src="./no.wxs" module="m"/>\n<image src="/images/no.png"/>\n',
      'pages/me/me.json': { usingComponents: { 'hf-no': '/components/no/no' } },
      'images/shop.png': null,
      'sitemap.json': null,
    };
    expect(check(changes).sort()).toEqual([
      'app.json:1 images/shop.png is not there',
      'app.json:1 images/shop.png is not there',
      'app.json:1 sitemap.json is not there',
      'app.wxss:1 ./no.wxss is not there',
      'pages/me/me.json:3 /components/no/no is not there',
      'pages/me/me.ts:1 ../../copy/no is not there',
      'pages/me/me.wxml:1 no.wxml is not there',
      'pages/me/me.wxml:2 ./no.wxs is not there',
      'pages/me/me.wxml:3 /images/no.png is not there',
    ]);
  });

  it('is named as WeChat finds it: what it has compiled is no .ts', () => {
    expect(check({ 'pages/me/me.ts': "import '../../copy/shop.ts';\nPage({});\n" })).toEqual([
      'pages/me/me.ts:1 ../../copy/shop.ts is not there',
    ]);
  });

  it('lies inside of the mini-program, but for types', () => {
    const script = `import type { A } from '../../../cloudfunctions/a.ts';
import { b } from '../../../cloudfunctions/b.ts';
Page({ data: { b } as A });
`;
    expect(check({ 'pages/me/me.ts': script })).toEqual([
      'pages/me/me.ts:2 ../../../cloudfunctions/b.ts lies outside of the mini-program: import its types only',
    ]);
  });

  it('is no test', () => {
    const changes = {
      'pages/me/me.ts': "import './me.test';\nPage({});\n",
      'pages/me/me.test.ts': 'export {};\n',
    };
    expect(check(changes)).toEqual(['pages/me/me.ts:1 ./me.test is a test: it would be shipped']);
  });

  it('is in the same package or in the main one', () => {
    const changes = {
      'app.json': { ...APP, subPackages: [...APP.subPackages, { root: 'help', pages: ['index'] }] },
      'help/index.ts': "import '../copy/shop';\nimport './own';\nimport '../merchant/copy';\nPage({});\n",
      'help/index.wxml': '<view/>\n',
      'help/own.ts': 'export {};\n',
      'merchant/copy.ts': 'export {};\n',
      'pages/me/me.ts':
        "import '../../merchant/copy';\nvoid require.async('../../merchant/copy');\nPage({});\n",
    };
    expect(check(changes).sort()).toEqual([
      'help/index.ts:3 ../merchant/copy is in the subpackage merchant, which may not be there yet',
      'pages/me/me.ts:1 ../../merchant/copy is in the subpackage merchant, which may not be there yet',
    ]);
  });

  it('may be in an npm package, and what that package needs is its own business', () => {
    const changes = {
      'miniprogram_npm/ui/button/button.json': { component: true },
      'miniprogram_npm/ui/button/button.js': "require('./no'); require('dates'); Component({});",
      'miniprogram_npm/ui/button/button.wxml': '<button/>',
      'miniprogram_npm/ui/miniprogram_npm/dates/index.js': '',
      'pages/me/me.json': { usingComponents: { 'ui-button': 'ui/button/button' } },
    };
    const project = readProject(aMiniprogram(changes));
    expect(said(checkFiles(project))).toEqual([]);
    expect([...project.files.keys()]).toContain('miniprogram_npm/ui/miniprogram_npm/dates/index.js');
  });
});

describe('a page or component', () => {
  it('has a script and a template', () => {
    expect(check({ 'pages/me/me.ts': null, 'pages/me/me.wxml': null })).toEqual([
      'pages/me/me.ts is not there',
      'pages/me/me.wxml is not there',
    ]);
  });

  it('has the script that was written, where the compiled one lies beside it', () => {
    const { files } = theProject({ 'pages/me/me.js': 'Page({});\n' });
    expect([...files.keys()].filter((file) => file.startsWith('pages/me/me.'))).not.toContain(
      'pages/me/me.js',
    );
  });

  it('says that it is a component if it is used as one', () => {
    expect(check({ 'components/hf-price/hf-price.json': {} })).toEqual([
      'components/hf-price/hf-price.json is used as a component: "component": true is missing',
    ]);
  });
});

it('a style sheet loads nothing from the package', () => {
  const style =
    '.a { background: url("/images/shop.png"); }\n.b { background: url(data:image/png;base64,AA==); }\n';
  expect(check({ 'pages/me/me.wxss': style })).toEqual([
    'pages/me/me.wxss:1 /images/shop.png: a style sheet can load nothing but data: and https:',
  ]);
});

describe('a .json', () => {
  it('that cannot be read is found with its line', () => {
    const { findings } = theProject({ 'pages/me/me.json': '{\n  "disableScroll": true,\n}\n' });
    expect(said(findings)).toEqual([expect.stringMatching(/^pages\/me\/me\.json:3 is no JSON: /)]);
  });

  it('of the app must be there', () => {
    expect(() => theProject({ 'app.json': null })).toThrow('miniprogram/app.json is not there');
  });
});
