import { describe, expect, it } from 'vitest';
import { checkAppConfig } from './checkAppConfig.ts';
import { APP, said, theProject } from './testing/fixture.ts';

const check = (app: object, files: Record<string, string> = {}) =>
  said(checkAppConfig(theProject({ 'app.json': { ...APP, ...app }, ...files })));

describe('app.json', () => {
  it('is right as it is', () => {
    expect(check({})).toEqual([]);
  });

  it('names pages once, and opens with one of them', () => {
    expect(check({ pages: [...APP.pages, 'pages/me/me'], entryPagePath: 'pages/no/no' })).toEqual([
      expect.stringContaining('pages/me/me: is listed twice'),
      expect.stringContaining('pages/no/no: is no page'),
    ]);
  });

  it('has pages in its main package', () => {
    expect(check({ pages: [], tabBar: undefined, preloadRule: {} })).toEqual([
      expect.stringContaining('pages: the main package needs one at least'),
    ]);
  });

  it('keeps subpackages apart from each other and from the main package', () => {
    const subPackages = [...APP.subPackages, { root: 'merchant/more', pages: [] }];
    expect(check({ subPackages, pages: [...APP.pages, 'merchant/home'] })).toEqual([
      expect.stringContaining('merchant/more: lies in the subpackage merchant'),
      expect.stringContaining('merchant/home: is a page of the main package, but lies in a subpackage'),
    ]);
  });

  it('preloads packages that are there, from pages that are there', () => {
    expect(check({ preloadRule: { 'pages/no/no': { packages: ['merchants', '__APP__'] } } })).toEqual([
      expect.stringContaining('pages/no/no: is no page'),
      expect.stringContaining('merchants: is no subpackage'),
    ]);
  });

  it('has two to five tabs', () => {
    const list = APP.tabBar.list.slice(0, 1);
    expect(check({ tabBar: { list } })).toEqual([expect.stringContaining('1 tabs; 2 to 5 are allowed')]);
    const six = Array.from({ length: 6 }, () => APP.tabBar.list[0]);
    expect(check({ tabBar: { list: six } })).toEqual([expect.stringContaining('6 tabs; 2 to 5 are allowed')]);
  });

  it('has tabs of the main package, with a text', () => {
    const list = [APP.tabBar.list[0], { pagePath: 'merchant/pages/ship/ship' }];
    expect(check({ tabBar: { list } })).toEqual([
      expect.stringContaining('merchant/pages/ship/ship is no page of the main package'),
      expect.stringContaining('merchant/pages/ship/ship needs a text'),
    ]);
  });

  it('has icons for its tabs that are small pictures', () => {
    const list = [
      { pagePath: 'pages/shop/shop', text: '商店', iconPath: 'images/shop.svg' },
      { pagePath: 'pages/me/me', text: '我的', iconPath: 'images/big.png' },
    ];
    expect(check({ tabBar: { list } }, { 'images/big.png': 'x'.repeat(40 * 1024 + 1) })).toEqual([
      expect.stringContaining('images/shop.svg: the icon of a tab is a png or jpg'),
      expect.stringContaining('images/big.png: has 40961 bytes; 40960 are allowed'),
    ]);
  });
});
