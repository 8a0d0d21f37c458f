import { requestFailed } from '../../errors.ts';
import { leafValues } from '../../leaf-values.ts';
import { type Document, isDocument } from '../../values.ts';
import { bindAll } from '../expression/scope.ts';
import { identity } from '../expression/value-set.ts';
import { setFields, singleField } from './field-tree.ts';
import { needOperand, needText } from './operand.ts';
import { type Documents, onDocument, type StageFactory } from './stage.ts';

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/lookup/ */
export const lookup: StageFactory = (operand, compiler) => {
  const options = needOperand('$lookup', operand);
  const from = needText('$lookup', operand, 'from');
  const as = needText('$lookup', operand, 'as').split('.');
  const { localField, foreignField, pipeline } = options;
  const byField = localField !== undefined || foreignField !== undefined;
  if (byField && (typeof localField !== 'string' || typeof foreignField !== 'string')) {
    throw requestFailed('$lookup requires both or neither of localField and foreignField to be specified');
  }
  if (!byField && pipeline === undefined) {
    throw requestFailed(
      '$lookup requires either pipeline or both localField and foreignField to be specified',
    );
  }
  const given = isDocument(options['let']) ? options['let'] : {};
  const bindings = Object.entries(given).map(([name, value]) => [name, onDocument(value, compiler)] as const);
  const run = pipeline === undefined ? null : compiler.pipeline(pipeline, Object.keys(given));
  return (input, variables) => {
    if (input.length === 0) return [];
    const foreign = compiler.context.collection(from);
    const joined = byField ? joinByField(foreign, String(localField), String(foreignField)) : () => foreign;
    return input.map((document) => {
      const inner = bindAll(
        variables,
        bindings.map(([name, value]) => [name, value(document, variables)]),
      );
      const found = run ? run(joined(document), inner) : joined(document);
      return setFields(document, singleField(as, [...found]), document, variables);
    });
  };
};

/** Finds the foreign documents with an equal value; null, missing and each other are equal. */
function joinByField(
  foreign: Documents,
  localField: string,
  foreignField: string,
): (document: Document) => Document[] {
  const find = indexByField(foreign, foreignField);
  const path = localField.split('.');
  return (document) => find(leafValues(document, path));
}

export function indexByField(foreign: Documents, field: string): (values: readonly unknown[]) => Document[] {
  const path = field.split('.');
  const index = new Map<string, number[]>();
  for (const [position, document] of foreign.entries()) {
    for (const value of leafValues(document, path)) {
      const key = identity(value);
      const positions = index.get(key);
      if (positions) positions.push(position);
      else index.set(key, [position]);
    }
  }
  return (values) => {
    const positions = new Set(values.flatMap((value) => index.get(identity(value)) ?? []));
    return [...positions].sort((a, b) => a - b).map((position) => foreign[position] ?? {});
  };
}
