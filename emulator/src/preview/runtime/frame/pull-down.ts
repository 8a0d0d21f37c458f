import { create } from '../dom.ts';
import { onDrag } from '../engine/drag.ts';

/** How far a page is pulled before it refreshes, and how high it stays meanwhile, in px. */
const pullPx = 60;

/** Pulling a page down at its top refreshes it; the page says when it is done. */
export class PullDown {
  readonly #indicator = create(
    'mp-pull-down',
    { attributes: { 'aria-hidden': 'true' } },
    create('i'),
    create('i'),
    create('i'),
  );
  #refreshing = false;

  constructor(
    readonly scroller: HTMLElement,
    readonly refresh: () => void,
    /** Whether the page wants to be pulled by a finger. */
    enabled: boolean,
  ) {
    scroller.before(this.#indicator);
    if (!enabled) return;
    onDrag(scroller, {
      start: () => scroller.scrollTop <= 0 && !this.#refreshing,
      move: ({ y }) => this.#pull(Math.min(Math.max(y / 2, 0), pullPx)),
      end: ({ y }) => {
        if (y / 2 >= pullPx) this.start();
        else this.#pull(0);
      },
    });
    this.#keepFromScrolling();
  }

  start(): void {
    if (this.#refreshing) return;
    this.#refreshing = true;
    this.#indicator.dataset['refreshing'] = '';
    this.#pull(pullPx);
    this.refresh();
  }

  stop(): void {
    this.#refreshing = false;
    delete this.#indicator.dataset['refreshing'];
    this.#pull(0);
  }

  #pull(px: number): void {
    this.#indicator.style.height = `${px}px`;
  }

  /** A browser takes a finger's move for itself as soon as it scrolls; at the top it must not. */
  #keepFromScrolling(): void {
    let startY = 0;
    this.scroller.addEventListener('touchstart', ({ touches }) => {
      startY = touches[0]?.clientY ?? 0;
    });
    this.scroller.addEventListener(
      'touchmove',
      (event) => {
        const pulls = (event.touches[0]?.clientY ?? 0) > startY && this.scroller.scrollTop <= 0;
        if (pulls && event.cancelable) event.preventDefault();
      },
      { passive: false },
    );
  }
}
