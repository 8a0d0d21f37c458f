import { isJsonObject } from '../http/body.ts';
import { ApiError, type Json } from './action.ts';

/** @returns undefined if the parameter is absent or null @throws ApiError for another type */
export function textParam(params: Json, name: string): string | undefined {
  const value = present(params, name);
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(name, 'a string');
}

/** @throws ApiError if it is absent, empty or no string */
export function requiredText(params: Json, name: string): string {
  const value = textParam(params, name);
  if (value === undefined || value === '') {
    throw new ApiError('MissingParameter', `the parameter ${name} is missing`);
  }
  return value;
}

/** @returns undefined if the parameter is absent or null @throws ApiError for another type, or a negative number */
export function countParam(params: Json, name: string): number | undefined {
  const value = present(params, name);
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw wrongType(name, 'a whole number, not negative');
}

/** @returns undefined if the parameter is absent or null @throws ApiError for another type */
export function objectParam(params: Json, name: string): Json | undefined {
  const value = present(params, name);
  if (value === undefined || isJsonObject(value)) return value;
  throw wrongType(name, 'an object');
}

/** @returns an empty list if the parameter is absent or null @throws ApiError if it is no list of objects */
export function objectsParam(params: Json, name: string): readonly Json[] {
  const value = present(params, name) ?? [];
  if (Array.isArray(value) && value.every(isJsonObject)) return value;
  throw wrongType(name, 'a list of objects');
}

/** The SDKs send null for what is not set. */
function present(params: Json, name: string): unknown {
  return params[name] ?? undefined;
}

function wrongType(name: string, expected: string): ApiError {
  return new ApiError('InvalidParameter', `the parameter ${name} must be ${expected}`);
}
