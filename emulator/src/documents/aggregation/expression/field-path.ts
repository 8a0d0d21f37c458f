import { requestFailed } from '../../errors.ts';
import { getField, isDocument } from '../../values.ts';
import { type Evaluate, type Names, variableValue } from './scope.ts';

/** Compiles `$field.path` and `$$variable.path`. */
export function compileFieldPath(text: string, names: Names): Evaluate {
  if (!text.startsWith('$$')) {
    const path = splitFieldPath(text.slice(1));
    return ({ root }) => valueAtPath(root, path);
  }
  const [name = '', ...path] = splitFieldPath(text.slice(2));
  const base = compileVariable(name, names);
  return path.length === 0 ? base : (scope) => valueAtPath(base(scope), path);
}

function splitFieldPath(text: string): string[] {
  if (text === '') throw requestFailed("'$' by itself is not a valid FieldPath");
  const path = text.split('.');
  if (path.includes('')) {
    throw requestFailed(
      text.endsWith('.')
        ? "FieldPath must not end with a '.'."
        : 'FieldPath field names may not be empty strings.',
    );
  }
  const dollar = path.find((segment) => segment.startsWith('$'));
  if (dollar !== undefined)
    throw requestFailed(`FieldPath field names may not start with '$'. Found: ${dollar}`);
  return path;
}

function compileVariable(name: string, names: Names): Evaluate {
  if (names.has(name)) return (scope) => variableValue(scope, name);
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return ({ root }) => root;
    case 'NOW':
      return ({ context }) => new Date(context.nowMs);
    case 'REMOVE':
      return () => undefined;
    case 'KEEP':
    case 'PRUNE':
    case 'DESCEND':
      return () => `$$${name}`;
    default:
      throw requestFailed(`Use of undefined variable: ${name}`);
  }
}

/** Arrays on the way are mapped, their elements that are not documents skipped; there is no index access. */
function valueAtPath(value: unknown, path: readonly string[], at = 0): unknown {
  const segment = path[at];
  if (segment === undefined) return value;
  if (isDocument(value)) return valueAtPath(getField(value, segment), path, at + 1);
  if (!Array.isArray(value)) return undefined;
  return value
    .filter(isDocument)
    .map((item) => valueAtPath(item, path, at))
    .filter((item) => item !== undefined);
}
