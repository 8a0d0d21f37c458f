import type { glassEasel } from 'glass-easel-miniprogram-adapter';

import { temporarySegment } from '../engine/glass-easel.ts';

/** Unless the template says otherwise; times in ms. */
export const hoverProperties = {
  hoverClass: 'none',
  hoverStopPropagation: false,
  hoverStartTime: 20,
  hoverStayTime: 70,
};

interface HoverData {
  readonly hoverClass: string;
  readonly hoverStopPropagation: boolean;
  readonly hoverStartTime: number;
  readonly hoverStayTime: number;
  readonly disabled?: boolean;
}

/** Touches that an inner component keeps to itself. */
const claimed = new WeakSet<object>();

/** Gives the component its `hover-class` while a finger rests on it. */
export function showHover(component: glassEasel.GeneralComponent): void {
  const data = component.data as HoverData;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = '';

  const hide = () => {
    if (shown) component.classList?.toggle(shown, false, temporarySegment);
    shown = '';
  };
  const show = () => {
    shown = data.hoverClass;
    component.classList?.toggle(shown, true, temporarySegment);
  };
  component.addListener('touchstart', (event) => {
    const touch = event.getOriginalEvent();
    if (!data.hoverClass || data.hoverClass === 'none' || data.disabled) return;
    if (typeof touch !== 'object' || touch === null || claimed.has(touch)) return;
    if (data.hoverStopPropagation) claimed.add(touch);
    clearTimeout(timer);
    timer = setTimeout(show, data.hoverStartTime);
  });
  const leave = () => {
    if (!shown) return clearTimeout(timer);
    clearTimeout(timer);
    timer = setTimeout(hide, data.hoverStayTime);
  };
  component.addListener('touchend', leave);
  component.addListener('touchcancel', leave);
}
