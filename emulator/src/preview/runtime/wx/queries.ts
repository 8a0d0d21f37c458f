import { Refusal } from '../pages/refusal.ts';
import { pageStack } from '../pages/stack.ts';
import type { Instance } from '../types.ts';
import { createAnimation } from './animation.ts';

function pageInstance(): Instance {
  const { top } = pageStack;
  if (!top) throw new Refusal('no page is open');
  return top.instance;
}

function callOn(instance: Instance, method: string, options?: object): unknown {
  const found = instance[method];
  if (typeof found !== 'function') throw new TypeError(`${method} is no method of this component`);
  return found.call(instance, options);
}

/** What components have as methods of their own. */
export const queries = {
  createSelectorQuery: () => callOn(pageInstance(), 'createSelectorQuery'),
  createIntersectionObserver: (component: Instance, options?: object) =>
    callOn(component, 'createIntersectionObserver', options),
  createMediaQueryObserver: (component: Instance) => callOn(component, 'createMediaQueryObserver'),
  createAnimation,
};
