import { bsonType } from '../../bson-type.ts';
import { requestFailed } from '../../errors.ts';
import { ExtendedValue } from '../../values.ts';

/** The number that a value is, decimals included; null if it is none. */
export function asNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return value instanceof ExtendedValue && value.tag === '$numberDecimal' ? Number(value.toString()) : null;
}

/** @throws PlatformError if the value is not a number */
export function needNumber(name: string, value: unknown): number {
  const number = asNumber(value);
  if (number === null) throw requestFailed(`${name} only supports numeric types, not ${bsonType(value)}`);
  return number;
}

/** @throws PlatformError if the value is not a whole number */
export function needInteger(what: string, value: unknown): number {
  const number = asNumber(value);
  if (number === null || !Number.isInteger(number)) {
    throw requestFailed(
      `${what} must be a value representable as a 32-bit integer, found ${bsonType(value)}`,
    );
  }
  return number;
}
