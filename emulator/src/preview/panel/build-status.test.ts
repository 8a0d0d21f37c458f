// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { buildStatus, buildText } from './build-status.ts';
import type { BuildState, Problem } from './model.ts';
import { Signal } from './signal.ts';

const problem = (severity: Problem['severity']): Problem => ({
  severity,
  file: 'pages/a/a.wxml',
  line: 2,
  column: 3,
  message: 'Missing end tag <view>',
  excerpt: { firstLine: 1, lines: ['<view>', '<b>'] },
});
const built: BuildState = { type: 'built', revision: 'r', problems: [], components: 34, ms: 520 };
const failed: BuildState = { ...built, type: 'failed', problems: [problem('error'), problem('warning')] };

test.each<[BuildState, string]>([
  [built, '已编译 34 个组件，0.5 秒'],
  [{ ...built, problems: [problem('warning')] }, '已编译 34 个组件，0.5 秒，1 条警告'],
  [{ ...built, type: 'building' }, '正在编译…'],
  [failed, '编译失败，1 处错误，手机上仍是上一次的结果'],
  [{ ...failed, revision: null }, '编译失败，1 处错误'],
])('%j reads %s', (state, text) => {
  expect(buildText(state)).toBe(text);
});

test('problems are listed with their place and the line in question, as text', () => {
  const element = buildStatus(new Signal(failed));
  expect([...element.querySelectorAll('.problem-place')].map(({ textContent }) => textContent)).toEqual([
    'pages/a/a.wxml:2:3',
    'pages/a/a.wxml:2:3',
  ]);
  expect(element.querySelector('.marked')?.textContent).toBe('2<b>\n');
  expect(element.querySelector('b')).toBeNull();
});

test('while it builds anew the problems of the last build stay to be read', () => {
  const build = new Signal(failed);
  const element = buildStatus(build);
  build.set({ ...failed, type: 'building' });
  expect(element.querySelectorAll('.problem')).toHaveLength(2);
  build.set(built);
  expect(element.querySelectorAll('.problem')).toHaveLength(0);
});
