import { type Document, isDocument } from '../../values.ts';
import { type FieldTree, plant, setFields } from './field-tree.ts';
import { needOperand } from './operand.ts';
import { onDocument, type StageCompiler, type StageFactory } from './stage.ts';

/** `$addFields`, also known as `$set`. */
export const addFields: StageFactory = (operand, compiler) => {
  const tree: FieldTree = new Map();
  plantAll(tree, needOperand('$addFields', operand), '', compiler);
  return (input, variables) => input.map((document) => setFields(document, tree, document, variables));
};

/** Embedded documents without operators name fields to be added, not a value. */
function plantAll(tree: FieldTree, fields: Document, prefix: string, compiler: StageCompiler): void {
  for (const [name, value] of Object.entries(fields)) {
    const first = isDocument(value) ? Object.keys(value)[0] : undefined;
    if (isDocument(value) && first !== undefined && !first.startsWith('$')) {
      plantAll(tree, value, `${prefix}${name}.`, compiler);
    } else {
      plant(tree, prefix + name, onDocument(value, compiler));
    }
  }
}
