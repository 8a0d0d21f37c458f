import { toBrowserStyle } from './lengths.ts';

export interface AnimationStep {
  /** Properties as the DOM names them, in CSS. */
  readonly style: Readonly<Record<string, string>>;
  /** ms */
  readonly duration: number;
  readonly timingFunction: string;
  /** ms */
  readonly delay: number;
  readonly transformOrigin: string;
}

/** What `wx.createAnimation` exports, for the property `animation`. */
export interface Animation {
  readonly steps: readonly AnimationStep[];
}

function isAnimation(value: unknown): value is Animation {
  return typeof value === 'object' && value !== null && 'steps' in value && Array.isArray(value.steps);
}

/** Plays the steps one after the other. The template's empty values play nothing. */
export function animate(element: HTMLElement, animation: unknown): void {
  if (!isAnimation(animation)) return;
  let wait = 0;
  for (const { style, duration, timingFunction, delay, transformOrigin } of animation.steps) {
    const play = () => {
      element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`;
      element.style.transformOrigin = transformOrigin;
      for (const [name, value] of Object.entries(style))
        Reflect.set(element.style, name, toBrowserStyle(value));
    };
    if (wait === 0) play();
    else setTimeout(play, wait);
    wait += duration + delay;
  }
}
