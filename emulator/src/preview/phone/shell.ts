import { buildText } from '../panel/build-status.ts';
import { fill, h } from '../panel/dom.ts';
import { problemView } from '../panel/problem-view.ts';
import type { BuildState } from '../state.ts';

/** Whoever has more mends these first. */
const mostErrors = 10;

/** What lies over the mini-program while it is built, and when it could not be. */
export class Shell {
  readonly #element = h('div', { class: 'preview-shell' });
  /** What this page shows; null = nothing yet. */
  readonly #revision: string | null;
  readonly #reload: () => void;

  constructor(revision: string | null, reload: () => void) {
    this.#revision = revision;
    this.#reload = reload;
    document.body.append(this.#element);
    if (revision === null) this.#element.classList.add('preview-empty');
  }

  show(state: BuildState): void {
    this.#element.dataset['state'] = state.type;
    if (state.type === 'built') {
      this.#element.replaceChildren();
      if (state.revision !== this.#revision) this.#reload();
    } else if (state.type === 'building') this.#showProgress();
    else this.#showFailure(state);
  }

  #showProgress(): void {
    const text = this.#revision === null && h('div', { class: 'preview-title' }, '正在编译小程序…');
    fill(
      this.#element,
      text,
      h('div', { class: 'preview-progress', role: 'progressbar', 'aria-label': '正在编译' }),
    );
  }

  #showFailure(state: BuildState): void {
    const close = (): void => this.#element.replaceChildren();
    const canClose = this.#revision !== null;
    const errors = state.problems.filter(({ severity }) => severity === 'error');
    fill(
      this.#element,
      h(
        'div',
        { class: 'preview-failure', role: 'alert' },
        h(
          'div',
          { class: 'preview-title' },
          buildText(state),
          canClose && h('button', { type: 'button', class: 'preview-close', on: { click: close } }, '关闭'),
        ),
        errors.slice(0, mostErrors).map(problemView),
        h('div', { class: 'preview-hint' }, '改好并保存后会自动重新编译。'),
      ),
    );
  }
}
