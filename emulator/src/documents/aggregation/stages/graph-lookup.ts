import { requestFailed } from '../../errors.ts';
import { leafValues } from '../../leaf-values.ts';
import { type Document, isDocument } from '../../values.ts';
import { setFields, singleField } from './field-tree.ts';
import { indexByField } from './lookup.ts';
import { needArgument, needOperand, needText } from './operand.ts';
import { onDocument, type StageFactory } from './stage.ts';

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/graphLookup/ */
export const graphLookup: StageFactory = (operand, compiler) => {
  const options = needOperand('$graphLookup', operand);
  const from = needText('$graphLookup', operand, 'from');
  const as = needText('$graphLookup', operand, 'as').split('.');
  const connectFrom = needText('$graphLookup', operand, 'connectFromField').split('.');
  const connectTo = needText('$graphLookup', operand, 'connectToField');
  const startWith = onDocument(needArgument('$graphLookup', operand, 'startWith'), compiler);
  const { maxDepth = Number.POSITIVE_INFINITY, depthField, restrictSearchWithMatch } = options;
  if (typeof maxDepth !== 'number' || maxDepth < 0)
    throw requestFailed('$graphLookup requires a nonnegative maxDepth');
  const matches = compiler.filter(isDocument(restrictSearchWithMatch) ? restrictSearchWithMatch : {});
  return (input, variables) => {
    const foreign = compiler.context.collection(from).filter((document) => matches(document, variables));
    const find = indexByField(foreign, connectTo);
    return input.map((document) => {
      const start = startWith(document, variables);
      const found = walk(Array.isArray(start) ? start : [start ?? null], maxDepth, find, connectFrom);
      const results = [...found].map(([item, depth]) =>
        typeof depthField === 'string' ? { ...item, [depthField]: depth } : item,
      );
      return setFields(document, singleField(as, results), document, variables);
    });
  };
};

/** Breadth first; a document is found once, at its least depth. */
function walk(
  start: readonly unknown[],
  maxDepth: number,
  find: (values: readonly unknown[]) => Document[],
  connectFrom: readonly string[],
): Map<Document, number> {
  const found = new Map<Document, number>();
  let frontier = start;
  for (let depth = 0; depth <= maxDepth && frontier.length > 0; depth++) {
    const fresh = find(frontier).filter((document) => !found.has(document));
    for (const document of fresh) found.set(document, depth);
    frontier = fresh.flatMap((document) => leafValues(document, connectFrom));
  }
  return found;
}
