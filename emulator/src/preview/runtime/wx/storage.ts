import { Refusal } from '../pages/refusal.ts';
import { identity } from '../settings/identity.ts';
import { asyncApi } from './api.ts';

/** WeChat's limit, in KB. */
const limitKb = 10_240;

interface Key {
  readonly key: string;
}

/** Each user has a phone of his own: what one stores, another does not see. */
function prefix(): string {
  const { appId, openid } = identity();
  return `miniprogram:${appId}:${openid ?? ''}:`;
}

function keys(): string[] {
  return Object.keys(localStorage).flatMap((key) =>
    key.startsWith(prefix()) ? key.slice(prefix().length) : [],
  );
}

function get(key: string): unknown {
  const text = localStorage.getItem(prefix() + key);
  return text === null ? '' : JSON.parse(text);
}

function set(key: string, value: unknown): void {
  localStorage.setItem(prefix() + key, JSON.stringify(value ?? null));
}

function remove(key: string): void {
  localStorage.removeItem(prefix() + key);
}

function clear(): void {
  for (const key of keys()) remove(key);
}

function info() {
  const characters = keys().reduce(
    (sum, key) => sum + (localStorage.getItem(prefix() + key)?.length ?? 0),
    0,
  );
  return { keys: keys(), currentSize: Math.ceil(characters / 1024), limitSize: limitKb };
}

export const storage = {
  getStorageSync: get,
  setStorageSync: set,
  removeStorageSync: remove,
  clearStorageSync: clear,
  getStorageInfoSync: info,
  getStorage: asyncApi('getStorage', ({ key }: Key) => {
    if (!keys().includes(key)) throw new Refusal('data not found');
    return { data: get(key) };
  }),
  setStorage: asyncApi('setStorage', ({ key, data }: Key & { readonly data: unknown }) => set(key, data)),
  removeStorage: asyncApi('removeStorage', ({ key }: Key) => remove(key)),
  clearStorage: asyncApi('clearStorage', clear),
  getStorageInfo: asyncApi('getStorageInfo', info),
};
