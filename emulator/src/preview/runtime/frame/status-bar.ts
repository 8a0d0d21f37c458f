import { create } from '../dom.ts';

const clock = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const updateMs = 10_000;

const element = create('mp-status-bar', { attributes: { 'aria-hidden': 'true' } });
const time = create('span');

/** The strip at the very top of the phone, above every page. */
export function showStatusBar(): void {
  const tick = () => {
    time.textContent = clock.format(new Date());
  };
  tick();
  setInterval(tick, updateMs);
  element.append(time, create('i', { attributes: { class: 'battery' } }));
  document.body.append(element, create('mp-home-indicator', { attributes: { 'aria-hidden': 'true' } }));
}

/** @param color of its letters: what is behind it belongs to the page */
export function paintStatusBar(color: string): void {
  element.style.color = color;
}
