import type { glassEasel } from 'glass-easel-miniprogram-adapter';

import { codeSpace, componentSpace } from './code-space.ts';
import { componentOf } from './glass-easel.ts';

/** Components that are in the document and have not been told that they are ready. */
let waiting: glassEasel.GeneralComponent[] = [];

/**
 * Tells them. glass-easel leaves the lifetime `ready` to its host: WeChat runs it when a page has been shown, or
 * after the update that brought the component.
 */
export function tellReady(): void {
  const components = waiting;
  waiting = [];
  for (const component of components) component.triggerLifetime('ready', []);
}

function wait(component: glassEasel.GeneralComponent): void {
  if (waiting.length === 0) setTimeout(tellReady);
  waiting.push(component);
}

codeSpace.setOverallBehavior(
  componentSpace
    .define()
    .lifetime('attached', function (this: unknown) {
      const component = componentOf(this);
      if (component) wait(component);
    })
    .registerBehavior(),
);
