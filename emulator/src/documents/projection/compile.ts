import { compileDocumentExpression } from '../aggregation/expression.ts';
import { type Document, type EvaluationContext, isDocument } from '../values.ts';
import { parseProjection, type Rule } from './parse.ts';

/**
 * Compiles a projection as `field()` takes it. Kept fields stay in the document's order.
 * Semantics: https://www.mongodb.com/docs/manual/tutorial/project-fields-from-query-results/
 * @param filter what selected the documents; the positional `$` needs it
 * @throws PlatformError for inclusion mixed with exclusion
 */
export function compileProjection(
  projection: Document,
  context: EvaluationContext = { nowMs: 0 },
  filter: Document = {},
): (document: Document) => Document {
  if (Object.keys(projection).length === 0) return (document) => document;
  const { inclusive, fields } = parseProjection(projection, { ...context, filter });
  if (inclusive && !fields.has('_id')) fields.set('_id', { kind: 'keep' });
  const computed = [...fields].flatMap(([name, rule]) =>
    rule.kind === 'compute' ? [[name, compileDocumentExpression(rule.expression, context)] as const] : [],
  );
  return (document) => {
    const projected = projectDocument(document, fields, inclusive);
    for (const [name, compute] of computed) {
      const value = compute(document);
      if (value !== undefined) projected[name] = value;
    }
    return projected;
  };
}

/** The fields kept of a document; those that are computed are left to the caller. */
export function projectDocument(
  document: Document,
  fields: ReadonlyMap<string, Rule>,
  inclusive: boolean,
): Document {
  const projected: Document = {};
  for (const key of Object.keys(document)) {
    const rule = fields.get(key);
    const value = rule ? applyRule(document[key], rule, inclusive) : inclusive ? undefined : document[key];
    if (value !== undefined) projected[key] = value;
  }
  return projected;
}

function applyRule(value: unknown, rule: Rule, inclusive: boolean): unknown {
  switch (rule.kind) {
    case 'keep':
      return value;
    case 'pick':
      return rule.pick(value);
    case 'fields':
      return projectValue(value, rule.fields, inclusive);
    default:
      return undefined;
  }
}

/** Of an array, the embedded documents are projected; its other elements have none of the fields. */
function projectValue(value: unknown, fields: ReadonlyMap<string, Rule>, inclusive: boolean): unknown {
  if (isDocument(value)) return projectDocument(value, fields, inclusive);
  if (Array.isArray(value)) {
    return value
      .map((item: unknown) => projectValue(item, fields, inclusive))
      .filter((item) => item !== undefined);
  }
  return inclusive ? undefined : value;
}
