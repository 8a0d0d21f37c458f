// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import type { BuildState } from '../state.ts';
import { Shell } from './shell.ts';

const built: BuildState = { type: 'built', revision: 'r1', problems: [], components: 1, ms: 1 };
const error = {
  severity: 'error',
  file: 'app.json',
  line: null,
  column: null,
  message: 'broken',
  excerpt: null,
} as const;
const failed: BuildState = { ...built, type: 'failed', problems: [error, { ...error, severity: 'warning' }] };

const reload = vi.fn();
const text = () => document.body.textContent;
beforeEach(() => {
  document.body.replaceChildren();
  reload.mockReset();
});

test('a page without a mini-program tells that it is being built, and loads it when it is there', () => {
  const shell = new Shell(null, reload);
  shell.show({ ...built, type: 'building', revision: null });
  expect(text()).toContain('正在编译小程序');
  expect(reload).not.toHaveBeenCalled();
  shell.show(built);
  expect(reload).toHaveBeenCalledOnce();
});

test('a page loads anew only for another mini-program than it shows', () => {
  const shell = new Shell('r1', reload);
  shell.show(built);
  expect(reload).not.toHaveBeenCalled();
  shell.show({ ...built, revision: 'r2' });
  expect(reload).toHaveBeenCalledOnce();
});

test('a failure lies over the mini-program that was built last, and can be put away', () => {
  const shell = new Shell('r1', reload);
  shell.show(failed);
  expect(document.querySelectorAll('.problem')).toHaveLength(1);
  expect(text()).toContain('broken');
  document.querySelector<HTMLButtonElement>('.preview-close')?.click();
  expect(text()).toBe('');
});

test('a failure of the first build cannot be put away: there is nothing below it', () => {
  new Shell(null, reload).show({ ...failed, revision: null });
  expect(text()).toContain('broken');
  expect(document.querySelector('.preview-close')).toBeNull();
});

test('a failure goes away by itself when it is mended', () => {
  const shell = new Shell('r1', reload);
  shell.show(failed);
  shell.show(built);
  expect(text()).toBe('');
});
