import { component } from 'glass-easel-miniprogram-adapter';

import { isOfLibrary } from '../paths.ts';

/** Why a value would not arrive on a phone, where data crosses to another thread as JSON; null = it would. */
function complaint(value: unknown): string | null {
  if (value === null) return null;
  if (typeof value === 'function') return 'is a function';
  if (typeof value === 'bigint' || typeof value === 'symbol') return `is a ${typeof value}`;
  if (typeof value !== 'object' || Array.isArray(value)) return null;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return null;
  return `is an instance of ${value.constructor.name}`;
}

/** @returns where in the value the first trouble is, and which; null = none */
function findTrouble(value: unknown, path: string): string | null {
  const found = complaint(value);
  if (found) return `"${path}" ${found}`;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const trouble = findTrouble(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
    if (trouble) return trouble;
  }
  return null;
}

/**
 * What of these values a phone would take. WeChat refuses `undefined` and leaves the field as it was; other values
 * that JSON does not know arrive as something else. Both are easily missed in a browser, so they are said aloud.
 */
function checkData(where: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const taken: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) {
      console.error(
        `${where}: setData cannot set "${key}" to undefined; WeChat leaves it as it was. Use null.`,
      );
      continue;
    }
    const trouble = findTrouble(value, key);
    if (trouble) console.error(`${where}: setData: ${trouble}, which does not reach the page on a phone.`);
    taken[key] = value;
  }
  return taken;
}

const prototype = component.ComponentCaller.prototype;
const { setData } = prototype;

prototype.setData = function (
  this: component.GeneralComponent,
  values: Record<string, unknown>,
  callback?: () => void,
) {
  setData.call(this, isOfLibrary(this.is) ? values : checkData(this.is, values ?? {}), callback);
};
