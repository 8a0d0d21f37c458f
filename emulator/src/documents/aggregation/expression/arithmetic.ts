import { bsonType } from '../../bson-type.ts';
import { requestFailed } from '../../errors.ts';
import { asNumber, needInteger, needNumber } from './numbers.ts';
import { type Operator, type Operators, ofOne, withArguments } from './operator.ts';
import { isNullish } from './scope.ts';

/** Adding 0 makes 0 of -0: most numbers are integers to MongoDB, and integers have no negative zero. */
function ofNumber(name: string, compute: (value: number) => number): Operator {
  return ofOne(name, (value) => compute(needNumber(name, value)) + 0);
}

function ofTwoNumbers(name: string, compute: (a: number, b: number) => number): Operator {
  return withArguments(name, 2, 2, ([a, b]) =>
    isNullish(a) || isNullish(b) ? null : compute(needNumber(name, a), needNumber(name, b)) + 0,
  );
}

/** Sums numbers; at most one date, which the sum then is. */
function add(args: readonly unknown[]): unknown {
  if (args.some(isNullish)) return null;
  let sum = 0;
  let dates = 0;
  for (const arg of args) {
    const value = arg instanceof Date ? arg.getTime() : asNumber(arg);
    if (value === null) throw requestFailed(`$add only supports numeric or date types, not ${bsonType(arg)}`);
    if (arg instanceof Date) dates += 1;
    sum += value;
  }
  if (dates > 1) throw requestFailed('only one date allowed in an $add expression');
  return dates === 1 ? new Date(Math.round(sum)) : sum;
}

function subtract([a, b]: readonly unknown[]): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  const by = asNumber(b);
  if (a instanceof Date && by !== null) return new Date(a.getTime() - Math.round(by));
  const from = asNumber(a);
  if (from === null || by === null) throw requestFailed(`can't $subtract ${bsonType(b)} from ${bsonType(a)}`);
  return from - by;
}

function multiply(args: readonly unknown[]): unknown {
  if (args.some(isNullish)) return null;
  return args.reduce<number>((product, arg) => product * needNumber('$multiply', arg), 1) + 0;
}

function divide(a: number, b: number): number {
  if (b === 0) throw requestFailed("can't $divide by zero");
  return a / b;
}

function modulo(a: number, b: number): number {
  if (b === 0) throw requestFailed("can't $mod by zero");
  return a % b;
}

function power(base: number, exponent: number): number {
  if (base === 0 && exponent < 0) throw requestFailed('$pow cannot take a base of 0 and a negative exponent');
  return base ** exponent;
}

function logarithm(value: number, base: number): number {
  if (value <= 0) throw requestFailed(`$log's argument must be a positive number, but is ${value}`);
  if (base <= 0 || base === 1)
    throw requestFailed(`$log's base must be a positive number not equal to 1, but is ${base}`);
  // Math.log2 and Math.log10 are exact where the quotient of two logarithms is not.
  if (base === 2) return Math.log2(value);
  return base === 10 ? Math.log10(value) : Math.log(value) / Math.log(base);
}

function positive(name: string, compute: (value: number) => number): Operator {
  return ofNumber(name, (value) => {
    if (value <= 0) throw requestFailed(`${name}'s argument must be a positive number, but is ${value}`);
    return compute(value);
  });
}

function squareRoot(value: number): number {
  if (value < 0) throw requestFailed("$sqrt's argument must be greater than or equal to 0");
  return Math.sqrt(value);
}

function toPlaces(name: string, roundUnits: (value: number) => number): Operator {
  return withArguments(name, 1, 2, ([value, places = 0]) => {
    if (isNullish(value) || isNullish(places)) return null;
    const digits = needInteger(`precision argument to ${name}`, places);
    if (digits < -20 || digits > 100)
      throw requestFailed(`cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`);
    return shifted(roundUnits(shifted(needNumber(name, value), digits)), -digits) + 0;
  });
}

/** Moves the decimal point in the decimal notation, so that 1.005 does not become 100.49999999999999. */
function shifted(value: number, places: number): number {
  if (!Number.isFinite(value) || places === 0) return value;
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) + places}`);
}

/** To the nearest whole number, halves to the even one. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function bitwise(name: string, start: bigint, combine: (a: bigint, b: bigint) => bigint): Operator {
  return withArguments(name, 0, Number.POSITIVE_INFINITY, (args) => {
    if (args.some(isNullish)) return null;
    return Number(args.reduce<bigint>((bits, arg) => combine(bits, BigInt(needInteger(name, arg))), start));
  });
}

const DEGREE = Math.PI / 180;

const TRIGONOMETRY: Readonly<Record<string, (value: number) => number>> = {
  $acos: Math.acos,
  $acosh: Math.acosh,
  $asin: Math.asin,
  $asinh: Math.asinh,
  $atan: Math.atan,
  $atanh: Math.atanh,
  $cos: Math.cos,
  $cosh: Math.cosh,
  $degreesToRadians: (value) => value * DEGREE,
  $radiansToDegrees: (value) => value / DEGREE,
  $sin: Math.sin,
  $sinh: Math.sinh,
  $tan: Math.tan,
  $tanh: Math.tanh,
};

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/#arithmetic-expression-operators */
export const arithmeticOperators: Operators = {
  $abs: ofNumber('$abs', Math.abs),
  $add: withArguments('$add', 0, Number.POSITIVE_INFINITY, add),
  $atan2: ofTwoNumbers('$atan2', Math.atan2),
  $bitAnd: bitwise('$bitAnd', -1n, (a, b) => a & b),
  $bitNot: ofOne('$bitNot', (value) => ~needInteger('$bitNot', value)),
  $bitOr: bitwise('$bitOr', 0n, (a, b) => a | b),
  $bitXor: bitwise('$bitXor', 0n, (a, b) => a ^ b),
  $ceil: ofNumber('$ceil', Math.ceil),
  $divide: ofTwoNumbers('$divide', divide),
  $exp: ofNumber('$exp', Math.exp),
  $floor: ofNumber('$floor', Math.floor),
  $ln: positive('$ln', Math.log),
  $log: ofTwoNumbers('$log', logarithm),
  $log10: positive('$log10', Math.log10),
  $mod: ofTwoNumbers('$mod', modulo),
  $multiply: withArguments('$multiply', 0, Number.POSITIVE_INFINITY, multiply),
  $pow: ofTwoNumbers('$pow', power),
  $rand: () => () => Math.random(),
  $round: toPlaces('$round', roundHalfEven),
  $sqrt: ofNumber('$sqrt', squareRoot),
  $subtract: withArguments('$subtract', 2, 2, subtract),
  $trunc: toPlaces('$trunc', Math.trunc),
  ...Object.fromEntries(
    Object.entries(TRIGONOMETRY).map(([name, compute]) => [name, ofNumber(name, compute)]),
  ),
};
