import { decodeEjson } from './ejson-decode.ts';
import { encodeEjson } from './ejson-encode.ts';
import { invalidParam } from './errors.ts';
import type { EvaluationContext } from './values.ts';

/**
 * The value of an EJSON text, canonical or relaxed.
 * @throws PlatformError INVALID_PARAM
 */
export function parseEjson(text: string, context: EvaluationContext): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalidParam(`malformed EJSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return decodeEjson(json, context);
}

/** Canonical EJSON v2. */
export function stringifyEjson(value: unknown): string {
  return JSON.stringify(encodeEjson(value));
}
