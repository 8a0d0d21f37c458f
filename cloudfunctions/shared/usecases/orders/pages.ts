import { DomainError } from '../../domain/domainError.ts';

/** Where a page ended, newest first: the last document's time and `_id`. */
export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

export function encodeCursor({ at, id }: Cursor): string {
  return `${at.getTime()}_${id}`;
}

/** @throws DomainError INVALID_INPUT for a text that no page has given */
export function decodeCursor(text: string): Cursor {
  const parts = /^(\d{1,15})_(.+)$/.exec(text);
  if (!parts?.[1] || !parts[2]) throw new DomainError('INVALID_INPUT', { fields: ['cursor'] });
  return { at: new Date(Number(parts[1])), id: parts[2] };
}

/**
 * The condition that continues after the cursor in the order (`field` descending, `_id` descending). Its first part
 * says nothing new; but an index of the field serves it.
 */
export function olderThan(field: string, { at, id }: Cursor): object {
  return { [field]: { $lte: at }, $or: [{ [field]: { $lt: at } }, { [field]: at, _id: { $lt: id } }] };
}
