import { describe } from '../../describe.ts';
import { requestFailed } from '../../errors.ts';
import { compileSort } from '../../sort.ts';
import { type Document, isDocument } from '../../values.ts';
import { needArgument } from './operand.ts';
import { onDocument, type StageFactory } from './stage.ts';

export const match: StageFactory = (operand, compiler) => {
  if (!isDocument(operand)) throw requestFailed('the match filter must be an expression in an object');
  const matches = compiler.filter(operand);
  return (input, variables) => input.filter((document) => matches(document, variables));
};

export const sort: StageFactory = (operand) => {
  if (!isDocument(operand)) throw requestFailed('the $sort key specification must be an object');
  if (Object.keys(operand).length === 0) throw requestFailed('$sort stage must have at least one sort key');
  const compare = compileSort(operand);
  return (input) => input.toSorted(compare);
};

export const limit: StageFactory = (operand) => {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand <= 0) {
    throw requestFailed(
      `invalid argument to $limit stage: the limit must be positive, found ${describe(operand)}`,
    );
  }
  return (input) => input.slice(0, operand);
};

export const skip: StageFactory = (operand) => {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < 0) {
    throw requestFailed(
      `invalid argument to $skip stage: ${describe(operand)} must be a non-negative integer`,
    );
  }
  return (input) => input.slice(operand);
};

/** No document comes out if none went in. */
export const count: StageFactory = (operand) => {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$') || operand.includes('.')) {
    throw requestFailed(
      'the count field must be a non-empty string that is not prefixed by $ and has no dot',
    );
  }
  return (input) => (input.length === 0 ? [] : [{ [operand]: input.length }]);
};

/** Each document at most once, in random order. */
export const sample: StageFactory = (operand) => {
  const size = needArgument('$sample', operand, 'size');
  if (typeof size !== 'number' || size < 0)
    throw requestFailed('size argument to $sample must be a non-negative number');
  return (input) =>
    input
      .map((document) => ({ document, key: Math.random() }))
      .sort((a, b) => a.key - b.key)
      .slice(0, Math.trunc(size))
      .map(({ document }) => document);
};

export const replaceRoot: StageFactory = (operand, compiler) =>
  replaceWith(needArgument('$replaceRoot', operand, 'newRoot'), compiler);

export const replaceWith: StageFactory = (operand, compiler) => {
  const newRoot = onDocument(operand, compiler);
  return (input, variables) =>
    input.map((document) => {
      const value = newRoot(document, variables);
      if (isDocument(value)) return value;
      throw requestFailed(
        `'newRoot' expression must evaluate to an object, but resulting value was: ${describe(value)}. Input document: ${describe(document)}`,
      );
    });
};

export const facet: StageFactory = (operand, compiler) => {
  if (!isDocument(operand) || Object.keys(operand).length === 0) {
    throw requestFailed('the $facet specification must be a non-empty object');
  }
  const pipelines = Object.entries(operand).map(
    ([name, stages]) => [name, compiler.pipeline(stages)] as const,
  );
  return (input, variables): Document[] => [
    Object.fromEntries(pipelines.map(([name, run]) => [name, run(input, variables)])),
  ];
};

export const unionWith: StageFactory = (operand, compiler) => {
  const name = typeof operand === 'string' ? operand : needArgument('$unionWith', operand, 'coll');
  if (typeof name !== 'string') throw requestFailed('$unionWith needs the name of a collection');
  const run = compiler.pipeline(isDocument(operand) ? (operand['pipeline'] ?? []) : []);
  return (input, variables) => [...input, ...run(compiler.context.collection(name), variables)];
};
