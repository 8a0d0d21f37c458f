import { expect, it } from 'vitest';
import { checkRoutes } from './checkRoutes.ts';
import { said, theProject } from './testing/fixture.ts';

const check = (changes: Record<string, string> = {}) => said(checkRoutes(theProject(changes)));

it('every address leads to a page', () => {
  expect(check()).toEqual([]);
});

it('an address that leads nowhere is found in scripts, templates and copy', () => {
  const changes = {
    'copy/shop.ts':
      "export const title = '/pages/sohp/shop';\nexport const picture = '/images/pages/a.png';\n",
    'pages/me/me.ts': `\nconst go = (id: string) => \`/merchant/pages/no/no?id=\${id}\`;\nPage({ data: { go } });\n`,
    'pages/me/me.wxml': '<navigator url="../shop/shop2?id={{id}}"/>\n<view data-to="/pages/me"/>\n',
  };
  expect(check(changes).sort()).toEqual([
    'copy/shop.ts:1 /pages/sohp/shop is no page',
    'pages/me/me.ts:2 /merchant/pages/no/no is no page',
    'pages/me/me.wxml:1 /pages/shop/shop2 is no page',
    'pages/me/me.wxml:2 /pages/me is no page',
  ]);
});

it('tabs are opened as tabs, and nothing else is', () => {
  const script = `Page({
  a() { wx.navigateTo({ url: '/pages/shop/shop' }); },
  b() { wx.switchTab({ url: '/merchant/pages/ship/ship' }); },
  c() { wx.switchTab({ url: '/pages/shop/shop?id=1' }); },
  d() { wx.reLaunch({ url: '/pages/shop/shop?id=1' }); },
});
`;
  const template =
    '<navigator url="/pages/shop/shop"/>\n<navigator url="/pages/shop/shop" open-type="redirect"/>\n';
  expect(check({ 'pages/me/me.ts': script, 'pages/me/me.wxml': template }).sort()).toEqual([
    'pages/me/me.ts:2 /pages/shop/shop is a tab: only switchTab opens it',
    'pages/me/me.ts:3 /merchant/pages/ship/ship is no tab: switchTab cannot open it',
    'pages/me/me.ts:4 /pages/shop/shop is a tab: it is given no query',
    'pages/me/me.wxml:1 /pages/shop/shop is a tab: only switchTab opens it',
    'pages/me/me.wxml:2 /pages/shop/shop is a tab: only switchTab opens it',
  ]);
});
