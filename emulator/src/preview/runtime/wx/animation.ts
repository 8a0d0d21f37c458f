import type { Animation, AnimationStep } from '../engine/animate.ts';

interface StepOptions {
  /** ms */
  readonly duration?: number;
  readonly timingFunction?: string;
  /** ms */
  readonly delay?: number;
  readonly transformOrigin?: string;
}

type Values = readonly (number | string)[];

const styles = ['opacity', 'backgroundColor', 'width', 'height', 'top', 'right', 'bottom', 'left'] as const;

/** Functions of CSS transforms, and the unit of their numbers. */
const transforms: Readonly<Record<string, string>> = {
  ...unit('px', 'translate', 'translateX', 'translateY', 'translateZ', 'translate3d'),
  ...unit('deg', 'rotate', 'rotateX', 'rotateY', 'rotateZ', 'skew', 'skewX', 'skewY'),
  ...unit('', 'scale', 'scaleX', 'scaleY', 'scaleZ', 'scale3d', 'matrix', 'matrix3d'),
};

function unit(name: string, ...functions: readonly string[]): Record<string, string> {
  return Object.fromEntries(functions.map((each) => [each, name]));
}

function withUnit(value: number | string, name: string): string {
  return typeof value === 'number' ? `${value}${name}` : value;
}

/** https://developers.weixin.qq.com/miniprogram/dev/api/ui/animation/wx.createAnimation.html */
export function createAnimation(defaults: StepOptions = {}): object {
  let steps: AnimationStep[] = [];
  let style: Record<string, string> = {};
  // A later step begins where the one before has ended.
  const transform = new Map<string, string>();

  const animation: Record<string, unknown> = {
    step(options: StepOptions = {}) {
      const {
        duration = 400,
        timingFunction = 'linear',
        delay = 0,
        transformOrigin = '50% 50% 0',
      } = {
        ...defaults,
        ...options,
      };
      const moved = transform.size > 0 && { transform: [...transform.values()].join(' ') };
      steps.push({ style: { ...style, ...moved }, duration, timingFunction, delay, transformOrigin });
      style = {};
      return animation;
    },
    export(): Animation {
      const exported = { steps };
      steps = [];
      return exported;
    },
  };
  for (const name of styles) {
    animation[name] = (value: number | string) => {
      style[name] = name === 'opacity' ? String(value) : withUnit(value, 'px');
      return animation;
    };
  }
  for (const [name, unitName] of Object.entries(transforms)) {
    animation[name] = (...values: Values) => {
      transform.set(name, `${name}(${values.map((value) => withUnit(value, unitName)).join(', ')})`);
      return animation;
    };
  }
  return animation;
}
