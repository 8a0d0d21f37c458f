import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Finding } from '../finding.ts';
import { type Project, readProject } from '../project.ts';

const house = resolve(import.meta.dirname, '..', '..', '..');
const FROM_THE_HOUSE = ['tsconfig.base.json', 'miniprogram/tsconfig.json'];

const json = (value: object): string => JSON.stringify(value, null, 2);

export const APP = {
  pages: ['pages/shop/shop', 'pages/me/me'],
  subPackages: [{ root: 'merchant', pages: ['pages/ship/ship'] }],
  preloadRule: { 'pages/me/me': { packages: ['merchant'] } },
  tabBar: {
    list: [
      {
        pagePath: 'pages/shop/shop',
        text: '商店',
        iconPath: 'images/shop.png',
        selectedIconPath: 'images/shop.png',
      },
      { pagePath: 'pages/me/me', text: '我的' },
    ],
  },
  sitemapLocation: 'sitemap.json',
};

const SHOP_SCRIPT = `import { title } from '../../copy/shop';
Page({
  data: { title },
  ship() { wx.navigateTo({ url: '/merchant/pages/ship/ship?id=1' }); },
});
`;
const SHOP_TEMPLATE = `<hf-price fen="{{5}}" bind:tap="ship"/>
<navigator url="/pages/me/me" open-type="switchTab">{{title}}</navigator>
`;
const PRICE_SCRIPT = 'Component({ properties: { fen: Number }, methods: { tell() {} } });\n';

/** A small mini-program in which nothing is wrong, by path. */
const FILES: Readonly<Record<string, string>> = {
  'app.json': json(APP),
  'app.ts': 'App({});\n',
  'app.wxss': '@import "./base.wxss";\n',
  'base.wxss': 'page { color: #333; }\n',
  'sitemap.json': '{}',
  'images/shop.png': 'a picture',
  'copy/shop.ts': "export const title = '商店';\n",
  'pages/shop/shop.json': json({ usingComponents: { 'hf-price': '/components/hf-price/hf-price' } }),
  'pages/shop/shop.ts': SHOP_SCRIPT,
  'pages/shop/shop.wxml': SHOP_TEMPLATE,
  'pages/me/me.ts': 'Page({});\n',
  'pages/me/me.wxml': '<view>我的</view>\n',
  'components/hf-price/hf-price.json': json({ component: true }),
  'components/hf-price/hf-price.ts': PRICE_SCRIPT,
  'components/hf-price/hf-price.wxml': '<text bind:tap="tell">{{fen}}</text>\n',
  'components/hf-price/hf-price.wxss': '.price { color: red; }\n',
  'merchant/pages/ship/ship.ts': 'Page({});\n',
  'merchant/pages/ship/ship.wxml': '<view/>\n',
};

/** A project with that mini-program, changed: each file written anew, or taken away (null). Gone after the test. */
export function aMiniprogram(changes: Readonly<Record<string, string | object | null>> = {}): string {
  const projectDir = mkdtempSync(join(tmpdir(), 'houfu-check-'));
  onTestFinished(() => rmSync(projectDir, { recursive: true }));
  for (const file of FROM_THE_HOUSE) cpSync(join(house, file), join(projectDir, file));
  symlinkSync(join(house, 'node_modules'), join(projectDir, 'node_modules'), 'junction');
  for (const [file, contents] of Object.entries({ ...FILES, ...changes })) {
    if (contents === null) continue;
    const path = join(projectDir, 'miniprogram', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof contents === 'string' ? contents : json(contents));
  }
  return projectDir;
}

export function theProject(changes: Readonly<Record<string, string | object | null>> = {}): Project {
  return readProject(aMiniprogram(changes));
}

/** `file:line message`, as a reader sees it. */
export const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ file, line, message }) => `${file}${line === null ? '' : `:${line}`} ${message}`);
