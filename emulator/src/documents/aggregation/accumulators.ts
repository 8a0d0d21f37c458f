import { compareValues } from '../compare.ts';
import { requestFailed } from '../errors.ts';
import { type Document, isDocument } from '../values.ts';
import { asNumber } from './expression/numbers.ts';
import { isNullish } from './expression/scope.ts';
import { identity } from './expression/value-set.ts';

/** Takes the values of a group one after the other; `undefined` stands for a missing one. */
export interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

const ACCUMULATORS: ReadonlyMap<string, () => Accumulator> = new Map<string, () => Accumulator>([
  ['$addToSet', addToSet],
  ['$avg', average],
  ['$first', first],
  ['$last', last],
  ['$max', () => extreme(1)],
  ['$mergeObjects', mergeObjects],
  ['$min', () => extreme(-1)],
  ['$push', push],
  ['$stdDevPop', () => standardDeviation(0)],
  ['$stdDevSamp', () => standardDeviation(1)],
  ['$sum', sum],
]);

export function hasAccumulator(name: string): boolean {
  return ACCUMULATORS.has(name);
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/group/#accumulator-operator */
export function createAccumulator(name: string): Accumulator {
  const create = ACCUMULATORS.get(name);
  if (!create) throw requestFailed(`unknown group operator '${name}'`);
  return create();
}

/** Adds with the lost low-order digits kept (Neumaier), as MongoDB does: 0.1, 0.2 and 0.3 make 0.6. */
class PreciseSum {
  #sum = 0;
  #lost = 0;
  count = 0;

  add(value: unknown): void {
    const number = asNumber(value);
    if (number === null) return;
    this.count += 1;
    const next = this.#sum + number;
    const [large, small] =
      Math.abs(this.#sum) >= Math.abs(number) ? [this.#sum, number] : [number, this.#sum];
    this.#lost += large - next + small;
    this.#sum = next;
  }

  get total(): number {
    const total = this.#sum + this.#lost;
    return Number.isFinite(this.#sum) && Number.isFinite(total) ? total : this.#sum;
  }
}

function sum(): Accumulator {
  const precise = new PreciseSum();
  return { add: (value) => precise.add(value), result: () => precise.total };
}

function average(): Accumulator {
  const precise = new PreciseSum();
  return {
    add: (value) => precise.add(value),
    result: () => (precise.count === 0 ? null : precise.total / precise.count),
  };
}

function first(): Accumulator {
  let taken: { value: unknown } | null = null;
  return {
    add: (value) => {
      taken ??= { value: value ?? null };
    },
    result: () => taken?.value ?? null,
  };
}

function last(): Accumulator {
  let latest: unknown = null;
  return {
    add: (value) => {
      latest = value ?? null;
    },
    result: () => latest,
  };
}

function extreme(sign: 1 | -1): Accumulator {
  let best: unknown = null;
  return {
    add: (value) => {
      if (isNullish(value)) return;
      if (best === null || compareValues(value, best) * sign > 0) best = value;
    },
    result: () => best,
  };
}

function push(): Accumulator {
  const values: unknown[] = [];
  return {
    add: (value) => {
      if (value !== undefined) values.push(value);
    },
    result: () => values,
  };
}

function addToSet(): Accumulator {
  const values = new Map<string, unknown>();
  return {
    add: (value) => {
      const key = identity(value);
      if (value !== undefined && !values.has(key)) values.set(key, value);
    },
    result: () => [...values.values()],
  };
}

function mergeObjects(): Accumulator {
  const merged: Document = {};
  return {
    add: (value) => {
      if (isDocument(value)) Object.assign(merged, value);
      else if (!isNullish(value)) throw requestFailed('$mergeObjects requires object inputs');
    },
    result: () => merged,
  };
}

/** @param lost 0 for a whole population, 1 for a sample */
function standardDeviation(lost: 0 | 1): Accumulator {
  const values: number[] = [];
  return {
    add: (value) => {
      const number = asNumber(value);
      if (number !== null) values.push(number);
    },
    result: () => {
      if (values.length <= lost) return null;
      const mean = values.reduce((total, value) => total + value, 0) / values.length;
      const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
      return Math.sqrt(squares / (values.length - lost));
    },
  };
}
