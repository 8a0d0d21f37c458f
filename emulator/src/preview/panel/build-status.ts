import { fill, h } from './dom.ts';
import type { BuildState } from './model.ts';
import { problemView } from './problem-view.ts';
import type { Signal } from './signal.ts';

/** How the mini-program's build goes; its problems open below. */
export function buildStatus(build: Signal<BuildState>): HTMLElement {
  const summary = h('summary', { class: 'pill' });
  const list = h('div', { class: 'problems' });
  const element = h('details', { class: 'build' }, summary, list);
  build.follow((state) => {
    const { type, problems } = state;
    element.dataset['state'] = type;
    fill(summary, h('span', { class: 'dot' }), buildText(state));
    if (type !== 'building') fill(list, problems.map(problemView));
    element.classList.toggle('empty', list.childElementCount === 0);
    // The phone itself shows why it failed; this list is for who wants to see all of it.
    if (type === 'built') element.open = false;
  });
  return element;
}

/** 已编译 34 个组件，0.5 秒 */
export function buildText({ type, problems, components, ms, revision }: BuildState): string {
  if (type === 'building') return '正在编译…';
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (type === 'failed') {
    return `编译失败，${errors} 处错误${revision === null ? '' : '，手机上仍是上一次的结果'}`;
  }
  const warnings = problems.length > 0 ? `，${problems.length} 条警告` : '';
  return `已编译 ${components} 个组件，${(ms / 1000).toFixed(1)} 秒${warnings}`;
}
