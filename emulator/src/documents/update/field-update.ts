import type { Document, EvaluationContext } from '../values.ts';

/** What one operator does to one field. */
export interface FieldUpdate {
  /**
   * The new value of the field; `undefined` stands for a missing field, before and after. Must not change
   * `current`, and returns it if there is nothing to do.
   * @param document the document before the update
   */
  apply(current: unknown, document: Document): unknown;
}

/** Makes the update of the field at `path`. @throws PlatformError for operands the server refuses */
export type UpdateOperator = (operand: unknown, path: string, context: EvaluationContext) => FieldUpdate;
