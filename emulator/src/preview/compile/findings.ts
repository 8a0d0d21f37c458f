import { type SourcePosition, type SourceTree, toPosition } from './source-tree.ts';

/** Something that WeChat would refuse, or silently not show. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** Below the mini-program's root; of a library `miniprogram_npm/<package>/…`, wherever it is installed. */
  readonly file: string;
  /** From 1, as editors count; null where the whole file is meant. */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** Where in a file: a position, an offset into its text, or null for the whole file. */
export type Place = SourcePosition | { readonly text: string; readonly offset: number } | null;

/** Gathers what is found, once each. In libraries every finding is a warning: nobody here can mend them. */
export class FindingList {
  readonly #tree: SourceTree;
  readonly #findings = new Map<string, Finding>();

  constructor(tree: SourceTree) {
    this.#tree = tree;
  }

  /** @param file its absolute path */
  error(file: string, place: Place, message: string): void {
    this.#add(this.#tree.isOwn(file) ? 'error' : 'warning', file, place, message);
  }

  /** @param file its absolute path */
  warning(file: string, place: Place, message: string): void {
    this.#add('warning', file, place, message);
  }

  list(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  hasErrors(): boolean {
    return this.list().some(({ severity }) => severity === 'error');
  }

  #add(severity: Finding['severity'], path: string, place: Place, message: string): void {
    const position = place && 'text' in place ? toPosition(place.text, place.offset) : place;
    const finding: Finding = {
      severity,
      file: this.#tree.nameOf(path),
      line: position?.line ?? null,
      column: position?.column ?? null,
      message,
    };
    this.#findings.set(JSON.stringify(finding), finding);
  }
}
