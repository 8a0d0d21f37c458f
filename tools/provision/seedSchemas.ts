import * as v from 'valibot';
import { policySchema } from '../../cloudfunctions/shared/contract/policySchema.ts';
import type { Product } from '../../cloudfunctions/shared/domain/pricing.ts';
import { termsSchema } from '../../cloudfunctions/shared/platform/rules.ts';

const id = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/, 'must be 1 to 64 of 0-9 A-Z a-z _ -'));
const text = v.pipe(v.string(), v.trim(), v.nonEmpty());

const productSchema = v.strictObject({
  _id: id,
  title: text,
  description: v.string(),
  pictureUrl: v.pipe(v.string(), v.url(), v.startsWith('https://')),
  priceFen: v.pipe(v.number(), v.integer(), v.minValue(1)),
  onSale: v.boolean(),
  payLater: v.boolean(),
}) satisfies v.GenericSchema<unknown, Product>;

/** What the functions take from these collections; a document that they would refuse is not inserted. */
const SCHEMAS = {
  policies: v.intersect([v.object({ _id: id }), policySchema]),
  terms: v.intersect([v.object({ _id: id }), v.object({ ...termsSchema.entries, title: text, text })]),
  products: productSchema,
} as const;

export type SeedName = keyof typeof SCHEMAS;

export const SEED_NAMES = Object.keys(SCHEMAS);

export function isSeedName(name: string): name is SeedName {
  return Object.hasOwn(SCHEMAS, name);
}

/** What is wrong with a document, such as `priceFen: …`; empty if nothing is. */
export function problemsOf(collection: SeedName, document: unknown): readonly string[] {
  const { issues } = v.safeParse(SCHEMAS[collection], document);
  return (issues ?? []).map((issue) => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
}
