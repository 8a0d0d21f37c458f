/** A value that a database filter compares with. */
export type Comparable = string | number | boolean | Date | null;

/** A condition on one field, in the database's own words. */
export type Condition =
  | Comparable
  | { readonly $in: readonly Comparable[] }
  | { readonly $gte: number | Date }
  | { readonly $lt: number }
  | { readonly $lte: Date }
  | { readonly $exists: boolean };

/** Conditions by field path, such as `{'shipment.carrier': 'SF'}`; all must hold. */
export type Filter = Readonly<Record<string, Condition>>;

/**
 * One conditional write to one document: the only way in which anything changes. It takes effect exactly if
 * the document still matches `filter`; whoever comes second matches nothing.
 */
export interface ConditionalWrite {
  readonly filter: Filter;
  /** Fields replaced whole, by path. */
  readonly set?: Readonly<Record<string, unknown>>;
  readonly increment?: Readonly<Record<string, number>>;
  /** One element appended to each array. */
  readonly append?: Readonly<Record<string, unknown>>;
  readonly unset?: readonly string[];
}
