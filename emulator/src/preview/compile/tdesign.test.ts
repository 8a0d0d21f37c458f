import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import codePoints from '../icons/codepoints.json' with { type: 'json' };
import { compileMiniprogram } from './index.ts';
import { writeMiniprogram } from './testing/fixture.ts';

const components = [
  ...[
    'button',
    'cell',
    'cell-group',
    'tabs',
    'tab-panel',
    'steps',
    'step-item',
    'dialog',
    'toast',
    'stepper',
  ],
  ...['checkbox', 'input', 'icon', 'tag', 'notice-bar', 'popup', 'empty', 'result', 'skeleton', 'textarea'],
];

function writeShop(): string {
  const usingComponents = Object.fromEntries(
    components.map((name) => [`t-${name}`, `tdesign-miniprogram/${name}/${name}`]),
  );
  return writeMiniprogram({
    'miniprogram/app.wxss': "@import '/miniprogram_npm/tdesign-miniprogram/common/style/theme/_index.wxss';",
    'miniprogram/pages/a/a.json': { usingComponents },
    'miniprogram/pages/a/a.wxml': components.map((name) => `<t-${name}/>`).join('\n'),
    'miniprogram/pages/a/a.ts': "import Toast from 'tdesign-miniprogram/toast/index';\nPage({ Toast });",
  });
}

test('a page of TDesign components compiles without an error', async () => {
  const { files, findings, components: count } = await compileMiniprogram({ root: writeShop() });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(count).toBeGreaterThan(components.length);
  const css = Buffer.from(files.get('app.css') ?? '').toString();
  expect(css.match(/[^{};]*(?:rpx|https?:\/\/|:host)[^{};]*/g)).toBeNull();
  expect(css).toMatch(/@media \(prefers-color-scheme: ?dark\)/);
});

test('its icons come from the font kept here, each glyph at its place in that font', async () => {
  const { files } = await compileMiniprogram({ root: writeShop() });
  const css = Buffer.from(files.get('app.css') ?? '').toString();
  expect(css).toContain("src:url(fonts/tdesign-icons.woff) format('woff')");
  expect(Buffer.from(files.get('fonts/tdesign-icons.woff') ?? '').toString('latin1', 0, 4)).toBe('wOFF');
  // This glyph moved: TDesign's own style sheet has it elsewhere.
  const [moved = ''] = movedGlyphs();
  const glyphs: Readonly<Record<string, string>> = codePoints;
  expect(css).toContain(`--t-icon-${moved}:before{content:'\\${glyphs[moved]}'}`.replace('}', ';}'));
});

test('no glyph that TDesign names is missing from the font', () => {
  const missing = [...namedGlyphs().keys()].filter((name) => !(name in codePoints));
  expect(missing).toEqual([]);
  expect(namedGlyphs().size).toBeGreaterThan(2000);
});

function namedGlyphs(): ReadonlyMap<string, string> {
  const file = createRequire(import.meta.url).resolve('tdesign-miniprogram/miniprogram_dist/icon/icon.wxss');
  const rules = readFileSync(file, 'utf8').matchAll(/\.t-icon-([a-z0-9-]+):before\{content:'\\([0-9A-F]+)'/g);
  return new Map([...rules].map(([, name = '', codePoint = '']) => [name, codePoint.toLowerCase()]));
}

function movedGlyphs(): readonly string[] {
  const glyphs: Readonly<Record<string, string>> = codePoints;
  return [...namedGlyphs()].filter(([name, codePoint]) => glyphs[name] !== codePoint).map(([name]) => name);
}
