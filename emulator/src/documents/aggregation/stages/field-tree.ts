import { requestFailed } from '../../errors.ts';
import { type Document, getField, isDocument } from '../../values.ts';
import type { Variables } from '../expression/scope.ts';

export type Compute = (root: unknown, variables: Variables | null) => unknown;

/** Fields to be set, by name; those of embedded documents in trees of their own. */
export type FieldTree = Map<string, Compute | FieldTree>;

/** Puts what is to be computed at a dotted path into the tree. @throws PlatformError if paths collide */
export function plant(tree: FieldTree, path: string, compute: Compute): void {
  const segments = path.split('.');
  if (segments.includes('') || segments.includes('__proto__'))
    throw requestFailed(`invalid field path '${path}'`);
  const last = segments.pop() ?? '';
  let branch = tree;
  for (const segment of segments) {
    const next = branch.get(segment) ?? new Map();
    if (!(next instanceof Map)) throw requestFailed(`Path collision at ${path}`);
    branch.set(segment, next);
    branch = next;
  }
  if (branch.has(last)) throw requestFailed(`Path collision at ${path}`);
  branch.set(last, compute);
}

/**
 * The document with the fields of the tree set; a field whose value is missing is removed. Arrays on the way
 * have it done to each of their elements, and scalars give way to documents.
 */
export function setFields(
  document: Document,
  tree: FieldTree,
  root: unknown,
  variables: Variables | null,
): Document {
  const result = { ...document };
  for (const [name, node] of tree) {
    const value =
      node instanceof Map ? setInside(getField(result, name), node, root, variables) : node(root, variables);
    if (value === undefined) delete result[name];
    else result[name] = value;
  }
  return result;
}

function setInside(value: unknown, tree: FieldTree, root: unknown, variables: Variables | null): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => setInside(item, tree, root, variables));
  return setFields(isDocument(value) ? value : {}, tree, root, variables);
}

/** A tree that sets one path to a value known already. */
export function singleField(path: readonly string[], value: unknown): FieldTree {
  const tree: FieldTree = new Map();
  plant(tree, path.join('.'), () => value);
  return tree;
}
