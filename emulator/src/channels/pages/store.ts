import { randomBytes } from 'node:crypto';

/** A page of the vendor's that was opened for one user. It is replaced, never changed in place. */
export interface KeptPage {
  readonly id: string;
  /** What the user should know about his last tap. */
  readonly notice: string | null;
  /** How he left it; then the page does nothing any more. */
  readonly result: { readonly text: string } | null;
}

/** More than anybody looks at; those opened first are forgotten. */
const pagesKept = 200;

/** @returns the page's id */
export function keepPage<P extends KeptPage>(
  pages: Map<string, P>,
  make: (opened: { readonly id: string; readonly notice: null; readonly result: null }) => P,
): string {
  const id = randomBytes(18).toString('base64url');
  pages.set(id, make({ id, notice: null, result: null }));
  for (const old of [...pages.keys()].slice(0, -pagesKept)) pages.delete(old);
  return id;
}

/** A page that was left says nothing any more. */
export function noticeOn<P extends KeptPage>(pages: Map<string, P>, page: P, notice: string): void {
  pages.set(page.id, { ...page, notice });
}

export function leavePage<P extends KeptPage>(pages: Map<string, P>, page: P, result: P['result']): void {
  pages.set(page.id, { ...page, notice: null, result });
}
