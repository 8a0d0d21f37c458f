import { bsonType } from '../../bson-type.ts';
import { requestFailed } from '../../errors.ts';
import { type Operator, type Operators, withArguments } from './operator.ts';
import { isNullish, truthy } from './scope.ts';
import { distinct, identity } from './value-set.ts';

type List = readonly unknown[];

function ofLists(
  name: string,
  least: number,
  most: number,
  nullable: boolean,
  compute: (lists: readonly List[]) => unknown,
): Operator {
  return withArguments(name, least, most, (args) => {
    if (nullable && args.some(isNullish)) return null;
    const lists = args.map((arg): List => {
      if (Array.isArray(arg)) return arg;
      throw requestFailed(
        `All operands of ${name} must be arrays. One argument is of type: ${bsonType(arg)}`,
      );
    });
    return compute(lists);
  });
}

function identities(list: List): Set<string> {
  return new Set(list.map(identity));
}

function intersection([first = [], ...others]: readonly List[]): unknown[] {
  const sets = others.map(identities);
  return distinct(first).filter((item) => sets.every((set) => set.has(identity(item))));
}

function difference([from = [], without = []]: readonly List[]): unknown[] {
  const removed = identities(without);
  return distinct(from).filter((item) => !removed.has(identity(item)));
}

function isSubset([part = [], whole = []]: readonly List[]): boolean {
  const set = identities(whole);
  return part.every((item) => set.has(identity(item)));
}

function areEqual([first = [], ...others]: readonly List[]): boolean {
  const set = identities(first);
  return others.every((other) => {
    const candidate = identities(other);
    return candidate.size === set.size && [...candidate].every((key) => set.has(key));
  });
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/#set-expression-operators */
export const setOperators: Operators = {
  $allElementsTrue: ofLists('$allElementsTrue', 1, 1, false, ([list = []]) => list.every(truthy)),
  $anyElementTrue: ofLists('$anyElementTrue', 1, 1, false, ([list = []]) => list.some(truthy)),
  $setDifference: ofLists('$setDifference', 2, 2, true, difference),
  $setEquals: ofLists('$setEquals', 2, Number.POSITIVE_INFINITY, false, areEqual),
  $setIntersection: ofLists('$setIntersection', 0, Number.POSITIVE_INFINITY, true, intersection),
  $setIsSubset: ofLists('$setIsSubset', 2, 2, false, isSubset),
  $setUnion: ofLists('$setUnion', 0, Number.POSITIVE_INFINITY, true, (lists) => distinct(lists.flat())),
};
