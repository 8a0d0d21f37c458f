import { requestFailed } from '../../errors.ts';
import { type Document, isDocument } from '../../values.ts';
import type { Variables } from '../expression/scope.ts';
import { onDocument, type StageFactory } from './stage.ts';

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/redact/ */
export const redact: StageFactory = (operand, compiler) => {
  const decide = onDocument(operand, compiler);
  const redacted = (document: Document, variables: Variables | null): Document | undefined => {
    switch (decide(document, variables)) {
      case '$$KEEP':
        return document;
      case '$$PRUNE':
        return undefined;
      case '$$DESCEND':
        return redactFields(document, (value) => redacted(value, variables));
      default:
        throw requestFailed('$redact must return $$PRUNE, $$DESCEND or $$KEEP');
    }
  };
  return (input, variables) =>
    input.map((document) => redacted(document, variables)).filter((document) => document !== undefined);
};

type Redact = (document: Document) => Document | undefined;

function redactFields(document: Document, redacted: Redact): Document {
  const result: Document = {};
  for (const [name, value] of Object.entries(document)) {
    const kept = redactValue(value, redacted);
    if (kept !== undefined) result[name] = kept;
  }
  return result;
}

function redactValue(value: unknown, redacted: Redact): unknown {
  if (isDocument(value)) return redacted(value);
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) => redactValue(item, redacted)).filter((item) => item !== undefined);
}
