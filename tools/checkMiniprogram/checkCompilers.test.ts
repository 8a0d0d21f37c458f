import { afterAll, describe, expect, it } from 'vitest';
import { checkCompilers } from './checkCompilers.ts';
import { said, theProject } from './testing/fixture.ts';
import { type VendorCompilers, vendorCompilers } from './vendorCompilers.ts';

const vendor = vendorCompilers();
afterAll(() => vendor?.close());

/** What wcc and wcsc answered, recorded, for machines that cannot run them. */
function recorded(
  answers: Partial<Record<'wcc' | 'wcsc', (files: readonly string[]) => string>>,
): VendorCompilers {
  return { complaints: (tool, _, files) => answers[tool]?.(files) ?? '', close: () => {} };
}

describe.runIf(vendor)("WeChat's own compilers", () => {
  const check = (changes: Record<string, string | object> = {}) =>
    vendor ? said(checkCompilers(theProject(changes), vendor)) : [];

  it('take a right mini-program', () => {
    expect(check()).toEqual([]);
  });

  it('refuse each wrong template, script and style sheet, those of packages too', () => {
    const changes = {
      'pages/me/me.wxml': '<wxs src="./me.wxs" module="m"/>\n<text></view>\n',
      'pages/me/me.wxs': 'var a = 1;\nlet b = 2;\n',
      'pages/me/me.wxss': '.a { color: red;\n}\n.b { color }}\n',
      'pages/shop/shop.wxml': '<view>{{a ?? b}}</view>',
      'pages/shop/shop.json': { usingComponents: { 'ui-button': 'ui/button' } },
      'miniprogram_npm/ui/button.json': { component: true },
      'miniprogram_npm/ui/button.wxml': '<view>',
    };
    expect(check(changes).sort()).toEqual([
      expect.stringMatching(/^miniprogram_npm\/ui\/button\.wxml:\d+ /),
      expect.stringMatching(/^pages\/me\/me\.wxml:2 expect end-tag `text`/),
      expect.stringMatching(/^pages\/me\/me\.wxs:2 /),
      'pages/me/me.wxss:3 error at token `}`',
      expect.stringMatching(/^pages\/shop\/shop\.wxml:1 Bad value/),
    ]);
  });
});

describe('what the compilers say', () => {
  it('is read file by file until nothing is refused', () => {
    const refused = ['pages/shop/shop.wxml', 'pages/me/me.wxml'];
    const wcc = (files: readonly string[]) => {
      const file = refused.find((one) => files.includes(one));
      return file ? `${file}:4:2: expect end-tag` : '';
    };
    expect(said(checkCompilers(theProject(), recorded({ wcc })))).toEqual([
      'pages/shop/shop.wxml:4 expect end-tag',
      'pages/me/me.wxml:4 expect end-tag',
    ]);
  });

  it('is passed on as it is where it is not understood', () => {
    const answers = {
      wcc: () => 'wcc ended with SIGSEGV',
      wcsc: () => 'ERR: out of memory\n\nerror file count: 0',
    };
    expect(said(checkCompilers(theProject(), recorded(answers)))).toEqual([
      'app.json wcc ended with SIGSEGV',
      'app.wxss out of memory',
    ]);
  });
});

it('there are none for other systems', () => {
  expect(vendorCompilers('freebsd')).toBeNull();
});
