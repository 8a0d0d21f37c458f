import * as v from 'valibot';
import { policySchema } from '../contract/policySchema.ts';
import type { Rules } from '../usecases/services.ts';
import type { Store } from '../usecases/store.ts';
import { textHashOf } from './identity.ts';
import { logAlarm } from './log.ts';

export const termsSchema = v.object({ version: v.number(), title: v.string(), text: v.string() });

/** How many invalid versions in a row may be passed over. */
const MOST_INVALID = 20;

/**
 * Reads policy and terms, side by side. An invalid version is refused with an alarm, and the newest valid one
 * kept.
 * @throws Error if none is valid
 */
export async function readRules(store: Store): Promise<Rules> {
  const newest = { filter: {}, sort: [['version', 'desc']], limit: MOST_INVALID + 1 } as const;
  const [policies, terms] = await Promise.all([store.find('policies', newest), store.find('terms', newest)]);
  const { version, title, text } = newestValid('terms', termsSchema, terms);
  return {
    policy: newestValid('policies', policySchema, policies),
    terms: { version, title, text, textHash: textHashOf(text) },
  };
}

function newestValid<S extends v.GenericSchema>(
  collection: string,
  schema: S,
  documents: readonly unknown[],
): v.InferOutput<S> {
  for (const document of documents) {
    const parsed = v.safeParse(schema, document);
    if (parsed.success) return parsed.output;
    logAlarm('invalidRules', { collection, fields: parsed.issues.map((issue) => v.getDotPath(issue)) });
  }
  throw new Error(`the collection ${collection} holds no valid version`);
}
