import type { glassEasel } from 'glass-easel-miniprogram-adapter';

import { componentSpace } from './code-space.ts';

/** Class names as the owner's style sheet knows them: one that is isolated has a prefix of its own. */
export function scopedClasses(element: glassEasel.Element, classes: string): string[] {
  const names = classes.split(/\s+/).filter(Boolean);
  const options = element.ownerShadowRoot?.getHostNode().getComponentOptions();
  const scope = options?.styleScope ?? null;
  const prefix = scope === null ? undefined : componentSpace.styleScopeManager.queryName(scope);
  return prefix ? names.flatMap((name) => [`${prefix}--${name}`, name]) : names;
}
