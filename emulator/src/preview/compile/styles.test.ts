import { describe, expect, test } from 'vitest';
import { compileMiniprogram } from './index.ts';
import { type FixtureFiles, writeMiniprogram } from './testing/fixture.ts';

async function cssOf(files: FixtureFiles): Promise<string> {
  const { files: compiled } = await compileMiniprogram({ root: writeMiniprogram(files) });
  return Buffer.from(compiled.get('app.css') ?? '').toString();
}

const withComponent = (wxss: string, json: object = {}, script = 'Component({});'): FixtureFiles => ({
  'miniprogram/pages/a/a.json': { usingComponents: { c: '/c' } },
  'miniprogram/c.json': { component: true, ...json },
  'miniprogram/c.wxml': '',
  'miniprogram/c.js': script,
  'miniprogram/c.wxss': wxss,
});

test('app, components and pages follow each other, so that a page has the last word', async () => {
  const css = await cssOf({
    ...withComponent('.c { left: 0 }'),
    'miniprogram/app.wxss': '.app { left: 0 }',
    'miniprogram/pages/a/a.wxss': '.page { left: 0 }',
  });
  expect(css).toBe(
    [
      '/* app.wxss */\n.app { left: 0 }',
      '/* c.wxss */\n.c0--c { left: 0 }',
      '/* pages/a/a.wxss */\n:where(wx-page[is="pages/a/a"]) .page { left: 0 }',
    ].join('\n'),
  );
});

test('a page is 750 rpx wide, also in media queries; dark mode and safe areas reach the browser', async () => {
  const css = await cssOf({
    'miniprogram/app.wxss': [
      '.a { width: 750rpx; margin: -15rpx 0 calc(7.5rpx + env(safe-area-inset-bottom)) }',
      '@media (max-width: 375rpx) { .a { left: 0 } }',
      '@media (prefers-color-scheme: dark) { page { color: #fff } }',
    ].join('\n'),
  });
  expect(css).toContain('width: 100vw; margin: -2vw 0 calc(1vw + var(--safe-area-inset-bottom, 0px))');
  expect(css).toContain('@media (max-width: 50vw) { .a { left: 0 } }');
  expect(css).toContain('@media (prefers-color-scheme: dark) { wx-page { color: #fff } }');
});

test('a page is 100 vh high: its own view, without the bars around it', async () => {
  const css = await cssOf({
    'miniprogram/app.wxss': '.a { min-height: 100vh } @media (min-height: 50vh) { .a { top: -1.5vh } }',
  });
  expect(css).toContain('min-height: calc(100 * var(--view-height, 1vh))');
  expect(css).toContain('@media (min-height: 50vh) { .a { top: calc(-1.5 * var(--view-height, 1vh)) } }');
});

test('the selectors of a page hold for that page only, and weigh what they weigh in WeChat', async () => {
  const css = await cssOf({
    'miniprogram/pages/a/a.wxss':
      'page, .a > view, scroll-view .b:not(.c), t-button { left: 0 }\n@keyframes k { from { left: 0 } to { left: 1px } }',
  });
  const where = ':where(wx-page[is="pages/a/a"])';
  expect(css).toContain(
    `/* pages/a/a.wxss */\nwx-page:where([is="pages/a/a"]),${where} .a > wx-view,${where} wx-scroll-view .b:not(.c),${where} t-button { left: 0 }`,
  );
  expect(css).toContain('@keyframes k { from { left: 0 } to { left: 1px } }');
});

describe('the classes of a component', () => {
  test.each([
    ['are its own', {}, 'Component({});', '.c0--a .c0--b:not(.c0--c)'],
    [
      'are its own where app.wxss reaches in',
      { styleIsolation: 'apply-shared' },
      'Component({});',
      '.c0--a .c0--b:not(.c0--c)',
    ],
    ['are everybody’s if it says so', { styleIsolation: 'shared' }, 'Component({});', '.a .b:not(.c)'],
    [
      'are everybody’s if its script says so',
      {},
      "Component({ options: { styleIsolation: 'shared' } });",
      '.a .b:not(.c)',
    ],
  ])('%s', async (_, json, script, expected) => {
    expect(await cssOf(withComponent('.a .b:not(.c) { left: 0 }', json, script))).toContain(
      `${expected} { left: 0 }`,
    );
  });

  test('and :host is the element that stands for it', async () => {
    expect(await cssOf(withComponent(':host, :host .a { left: 0 }'))).toContain(
      '[wx-host=c0],[wx-host=c0] .c0--a { left: 0 }',
    );
  });
});

test('imports stand where they are imported, once, also from packages', async () => {
  const css = await cssOf({
    'miniprogram/app.wxss':
      "@import './styles/one.wxss';\n@import '/styles/two.wxss';\n@import '/miniprogram_npm/built/three.wxss';\n.last { left: 0 }",
    'miniprogram/styles/one.wxss': "@import './two.wxss';\n.one { left: 0 }",
    'miniprogram/styles/two.wxss': "@import './one.wxss';\n.two { left: 0 }",
    'miniprogram/miniprogram_npm/built/three.wxss': '.three { left: 0 }',
  });
  expect(css).not.toContain('@import');
  expect(css.match(/\.\w+ \{/g)).toEqual(['.two {', '.one {', '.three {', '.last {']);
});
