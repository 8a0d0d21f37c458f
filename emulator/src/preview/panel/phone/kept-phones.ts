import type { Persona } from '../model.ts';
import { remembered } from '../remember.ts';
import type { PhoneSettings } from './phone.ts';
import { homeRoute, type PhoneRoute } from './route.ts';

export interface KeptPhone {
  readonly openid: string;
  readonly route: PhoneRoute;
  readonly settings: PhoneSettings;
}

/** A phone as it comes out of its box. */
export function freshPhone(openid: string): KeptPhone {
  return { openid, route: homeRoute, settings: { dark: false, largeType: false, offline: false } };
}

/** The phones of the last visit; else one, of the first persona. */
export function keptPhones(personas: readonly Persona[]): readonly [KeptPhone, ...KeptPhone[]] {
  const kept = remembered('phones');
  const [first, second] = Array.isArray(kept) ? kept.filter(isKeptPhone) : [];
  if (first) return second ? [first, second] : [first];
  return [freshPhone(personas[0]?.openid ?? 'o-guest')];
}

/** What an older panel has written may look otherwise. */
function isKeptPhone(value: unknown): value is KeptPhone {
  if (typeof value !== 'object' || value === null) return false;
  const { openid, route, settings } = value as Partial<KeptPhone>;
  if (typeof openid !== 'string' || typeof settings !== 'object') return false;
  return typeof route?.path === 'string' && typeof route.query === 'object';
}
