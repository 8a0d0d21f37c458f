import { typeBracket } from '../../bson-type.ts';
import { compareValues, equalValues } from '../../compare.ts';
import { requestFailed } from '../../errors.ts';
import type { Document } from '../../values.ts';
import { borrowed } from './borrowed.ts';
import { compileOutput, summarize } from './group.ts';
import { needArgument, needOperand } from './operand.ts';
import { onDocument, type Stage, type StageFactory } from './stage.ts';

const COUNT: Document = { count: { $sum: 1 } };

/** Buckets come out in the order of their boundaries, the default last; empty ones do not. */
export const bucket: StageFactory = (operand, compiler) => {
  const options = needOperand('$bucket', operand);
  const groupBy = onDocument(needArgument('$bucket', operand, 'groupBy'), compiler);
  const boundaries = onDocument(needArgument('$bucket', operand, 'boundaries'), compiler);
  const limits = needBoundaries(boundaries({}, null));
  const hasDefault = Object.hasOwn(options, 'default');
  const other = onDocument(options['default'] ?? null, compiler)({}, null);
  const fields = compileOutput(options['output'] ?? COUNT, compiler);
  return (input, variables) => {
    const buckets = limits.map((): Document[] => []);
    for (const document of input) {
      const value = groupBy(document, variables);
      const index = bucketIndex(limits, value);
      if (index === -1 && !hasDefault) {
        throw requestFailed(
          '$switch could not find a matching branch for an input, and no default was specified.',
        );
      }
      buckets.at(index)?.push(document);
    }
    const ids = [...limits.slice(0, -1), other];
    return ids.flatMap((id, index) => {
      const members = buckets[index] ?? [];
      return members.length === 0 ? [] : [summarize(id, members, fields, variables)];
    });
  };
};

function needBoundaries(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw requestFailed("The $bucket 'boundaries' field must be an array");
  if (value.length < 2) throw requestFailed("The $bucket 'boundaries' field must have at least 2 values");
  for (let i = 1; i < value.length; i++) {
    if (typeBracket(value[i - 1]) !== typeBracket(value[i])) {
      throw requestFailed("All values in the 'boundaries' option to $bucket must have the same type");
    }
    if (compareValues(value[i - 1], value[i]) >= 0) {
      throw requestFailed("The 'boundaries' option to $bucket must be sorted");
    }
  }
  return value;
}

/** -1 if the value is outside of all boundaries. */
function bucketIndex(limits: readonly unknown[], value: unknown): number {
  const above = limits.findIndex((limit) => compareValues(value, limit) < 0);
  return above <= 0 ? -1 : above - 1;
}

/** Source: https://www.mongodb.com/docs/manual/reference/operator/aggregation/bucketAuto/ */
export const bucketAuto: StageFactory = (operand, compiler) => {
  const options = needOperand('$bucketAuto', operand);
  const groupBy = onDocument(needArgument('$bucketAuto', operand, 'groupBy'), compiler);
  const wanted = needArgument('$bucketAuto', operand, 'buckets');
  if (typeof wanted !== 'number' || !Number.isInteger(wanted) || wanted <= 0) {
    throw requestFailed("The $bucketAuto 'buckets' field must be greater than 0");
  }
  if (options['granularity'] !== undefined) return idFirst(borrowed('$bucketAuto')(operand, compiler));
  const fields = compileOutput(options['output'] ?? COUNT, compiler);
  return (input, variables) => {
    const entries = input
      .map((document) => ({ key: groupBy(document, variables) ?? null, document }))
      .sort((a, b) => compareValues(a.key, b.key));
    return evenly(entries, wanted).map((bucketEntries, index, buckets) => {
      const next = buckets[index + 1]?.[0];
      const id = { min: bucketEntries[0]?.key, max: (next ?? bucketEntries.at(-1))?.key };
      return summarize(
        id,
        bucketEntries.map(({ document }) => document),
        fields,
        variables,
      );
    });
  };
};

/** Puts `_id` before the other fields, where MongoDB has it. */
function idFirst(stage: Stage): Stage {
  return (input, variables) => stage(input, variables).map(({ _id, ...fields }) => ({ _id, ...fields }));
}

interface Entry {
  readonly key: unknown;
  readonly document: Document;
}

/** Entries with equal keys stay together, so that there may be fewer and uneven buckets. */
function evenly(entries: readonly Entry[], wanted: number): Entry[][] {
  const size = Math.max(1, Math.round(entries.length / wanted));
  const buckets: Entry[][] = [];
  for (const [index, entry] of entries.entries()) {
    const current = buckets.at(-1);
    const isFull = !current || (current.length >= size && buckets.length < wanted);
    const continues = index > 0 && equalValues(entries[index - 1]?.key, entry.key);
    if (isFull && !(current && continues)) buckets.push([entry]);
    else current?.push(entry);
  }
  return buckets;
}
