import { requestFailed } from '../errors.ts';
import { compileElementTest } from '../filter/compile.ts';
import { compileElementMatch } from '../filter/element-match.ts';
import { type Document, type EvaluationContext, isDocument } from '../values.ts';

/** What happens to one field: kept, left out, replaced by what `pick` makes of it, or looked into. */
export type Rule =
  | { readonly kind: 'keep' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'pick'; pick(value: unknown): unknown }
  | { readonly kind: 'compute'; readonly expression: unknown }
  | { readonly kind: 'fields'; readonly fields: Map<string, Rule> };

export interface ParsedProjection {
  /** True if only the fields named are kept; false if all but the fields named. */
  readonly inclusive: boolean;
  readonly fields: Map<string, Rule>;
}

/** What a projection of a query may depend on; the stage `$project` knows no `$slice`, `$elemMatch` and `$`. */
export interface QueryContext extends EvaluationContext {
  /** The filter of the query, for the positional `$`. */
  readonly filter: Document;
}

/**
 * @param context null for the stage `$project`
 * @throws PlatformError for mixed and colliding projections
 */
export function parseProjection(projection: Document, context: QueryContext | null): ParsedProjection {
  const parser = new Parser(context);
  parser.parse(projection, '');
  return { inclusive: parser.inclusive ?? parser.idKept, fields: parser.fields };
}

class Parser {
  readonly fields = new Map<string, Rule>();
  inclusive: boolean | undefined;
  /** `{_id: 1}` alone keeps nothing else, but beside other fields `_id` decides nothing. */
  idKept = false;

  constructor(readonly context: QueryContext | null) {}

  parse(projection: Document, prefix: string): void {
    for (const key of Object.keys(projection)) {
      const path = prefix + key;
      const value = projection[key];
      if (isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$')) {
        this.parse(value, `${path}.`);
      } else {
        this.#add(path.replace(/\.\$$/, ''), this.#rule(path, value));
      }
    }
  }

  #rule(path: string, value: unknown): Rule {
    if (path.endsWith('.$') && this.context) return this.#positional(path, this.context);
    if (typeof value === 'boolean' || typeof value === 'number') {
      this.#decide(path, Boolean(value));
      return { kind: value ? 'keep' : 'drop' };
    }
    return (this.context && this.#queryRule(path, value, this.context)) || this.#computed(path, value);
  }

  #computed(path: string, expression: unknown): Rule {
    if (isDocument(expression) && Object.keys(expression).length === 0) {
      throw requestFailed(`An empty sub-projection is not a valid value. Found empty object at path ${path}`);
    }
    this.#decide(path, true);
    return { kind: 'compute', expression };
  }

  /** `field.$`: the first element that the filter asks for. */
  #positional(path: string, context: QueryContext): Rule {
    this.#decide(path, true);
    const field = path.slice(0, -'.$'.length);
    const matches = compileElementMatch(context.filter, field.split('.'), context);
    if (!matches) {
      throw requestFailed(
        `Executor error during find command :: caused by :: positional operator '${path}' requires corresponding field in query specifier`,
      );
    }
    return { kind: 'pick', pick: firstElement(matches) };
  }

  #queryRule(path: string, value: unknown, context: EvaluationContext): Rule | null {
    if (!isDocument(value)) return null;
    if (isSlice(value['$slice'])) return { kind: 'pick', pick: slice(value['$slice']) };
    if (!Object.hasOwn(value, '$elemMatch')) return null;
    this.#decide(path, true);
    if (path.includes('.')) throw requestFailed('Cannot use $elemMatch projection on a nested field.');
    return { kind: 'pick', pick: firstMatch(value['$elemMatch'], context) };
  }

  #decide(path: string, include: boolean): void {
    if (path === '_id') {
      this.idKept = include;
      return;
    }
    if (this.inclusive !== undefined && this.inclusive !== include) {
      const [what, kind] = include ? ['inclusion', 'exclusion'] : ['exclusion', 'inclusion'];
      throw requestFailed(`Cannot do ${what} on field ${path} in ${kind} projection`);
    }
    this.inclusive = include;
  }

  #add(path: string, rule: Rule): void {
    let fields = this.fields;
    const segments = path.split('.');
    const last = segments.pop() ?? '';
    for (const segment of segments) {
      const existing = fields.get(segment) ?? { kind: 'fields', fields: new Map<string, Rule>() };
      if (existing.kind !== 'fields') throw requestFailed(`Path collision at ${path}`);
      fields.set(segment, existing);
      fields = existing.fields;
    }
    if (fields.has(last)) throw requestFailed(`Path collision at ${path}`);
    fields.set(last, rule);
  }
}

type Slice = number | readonly [number, number];

function isSlice(operand: unknown): operand is Slice {
  if (Number.isInteger(operand)) return true;
  return Array.isArray(operand) && operand.length === 2 && operand.every(Number.isInteger);
}

/** `n` first (or last, if negative) elements; or `[skip, limit]`, where a negative skip counts from the end. */
function slice(operand: Slice): (value: unknown) => unknown {
  if (typeof operand === 'number') {
    return onArrays((array) => (operand < 0 ? array.slice(operand) : array.slice(0, operand)));
  }
  const [skip, limit] = operand;
  if (limit <= 0) throw requestFailed('$slice limit must be positive');
  return onArrays((array) => {
    const from = skip < 0 ? Math.max(0, array.length + skip) : skip;
    return array.slice(from, from + limit);
  });
}

function onArrays(change: (array: readonly unknown[]) => unknown): (value: unknown) => unknown {
  return (value) => (Array.isArray(value) ? change(value) : value);
}

function firstMatch(operand: unknown, context: EvaluationContext): (value: unknown) => unknown {
  if (!isDocument(operand)) throw requestFailed('elemMatch: Invalid argument, object required');
  return firstElement(compileElementTest(operand, context));
}

function firstElement(matches: (element: unknown) => boolean): (value: unknown) => unknown {
  return (value) => {
    const index = Array.isArray(value) ? value.findIndex(matches) : -1;
    return Array.isArray(value) && index !== -1 ? [value[index]] : undefined;
  };
}
