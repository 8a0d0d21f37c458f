import type { glassEasel } from 'glass-easel-miniprogram-adapter';

import { codeSpace } from './engine/code-space.ts';
import { unwrapBehavior } from './engine/glass-easel.ts';

/** https://developers.weixin.qq.com/miniprogram/dev/framework/custom-component/behaviors.html */
const formField = codeSpace
  .behavior()
  .definition({ properties: { name: String, value: null } })
  .register();
const nothing = codeSpace.behavior().definition({}).register();

const builtIn = new Map<string, unknown>([
  ['wx://form-field', formField],
  ['wx://form-field-group', nothing],
  ['wx://form-field-button', nothing],
  ['wx://component-export', nothing],
]);

/** @throws Error for a name that WeChat or this runtime does not know */
export function builtInBehavior(name: string): unknown {
  const found = builtIn.get(name);
  if (!found) throw new Error(`behavior "${name}" does not exist in the preview`);
  return found;
}

/** Whether the component's value belongs to the form around it. */
export function isFormField(component: glassEasel.GeneralComponent): boolean {
  return component.hasBehavior(unwrapBehavior(formField));
}
