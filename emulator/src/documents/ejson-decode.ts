import { decodeWrapper } from './ejson-wrappers.ts';
import { invalidParam } from './errors.ts';
import { type Document, type EvaluationContext, MAX_DEPTH } from './values.ts';

/**
 * The values that parsed EJSON v2 (canonical or relaxed) stands for. `$tcb_server_date` becomes the date it
 * asks for; `undefined` fields are dropped.
 * Source: https://github.com/mongodb/specifications/blob/master/source/extended-json/extended-json.md
 * @throws PlatformError INVALID_PARAM
 */
export function decodeEjson(json: unknown, context: EvaluationContext): unknown {
  return decodeValue(json, context, 0);
}

function decodeValue(json: unknown, context: EvaluationContext, depth: number): unknown {
  if (json === null || typeof json !== 'object') return json;
  if (depth > MAX_DEPTH) throw invalidParam(`the document nests deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(json)) return json.map((item) => decodeValue(item, context, depth + 1) ?? null);
  const object = json as Record<string, unknown>;
  const keys = Object.keys(object);
  if (keys[0]?.startsWith('$')) {
    const wrapped = decodeWrapper(object, keys, context);
    if (wrapped) return wrapped.value;
  }
  return decodeDocument(object, keys, context, depth);
}

function decodeDocument(
  object: Record<string, unknown>,
  keys: readonly string[],
  context: EvaluationContext,
  depth: number,
): Document {
  const document: Document = {};
  for (const key of keys) {
    // Assigning to it would change the prototype instead of adding a field.
    if (key === '__proto__') throw invalidParam("a field must not be named '__proto__'");
    const value = decodeValue(object[key], context, depth + 1);
    if (value !== undefined) document[key] = value;
  }
  return document;
}
