import { bsonType } from '../../bson-type.ts';
import { requestFailed } from '../../errors.ts';
import { ExtendedValue, isDocument, ObjectId } from '../../values.ts';
import { namedOperand, type Operator } from './operator.ts';
import { isNullish } from './scope.ts';
import { toWall } from './timezone.ts';

/** Dates, and what holds one: object ids and timestamps. @throws PlatformError for anything else */
export function needDate(name: string, value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return new Date(Number.parseInt(value.hex.slice(0, 8), 16) * 1000);
  if (value instanceof ExtendedValue && value.tag === '$timestamp') {
    const content = value.json['$timestamp'];
    if (isDocument(content)) return new Date(Number(content['t']) * 1000);
  }
  throw requestFailed(`can't convert from BSON type ${bsonType(value)} to Date (${name})`);
}

/** The time zone given, UTC if none is; null if it evaluates to null. */
export function zoneOf(name: string, given: boolean, value: unknown): string | null {
  if (!given) return 'UTC';
  if (isNullish(value)) return null;
  if (typeof value === 'string') return value;
  throw requestFailed(
    `${name} requires a string for the timezone argument, but was given a ${bsonType(value)}`,
  );
}

/** An operator on a date as the wall clock shows it: `{$hour: date}` or `{$hour: {date, timezone}}`. */
export function ofWall(name: string, compute: (wall: Date) => unknown): Operator {
  return (operand, compiler) => {
    const single: unknown = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand;
    const named = isDocument(single) && Object.hasOwn(single, 'date');
    const fields = named ? namedOperand(name, single, ['date'], ['timezone']) : { date: single };
    const date = compiler.compile(fields['date']);
    const given = Object.hasOwn(fields, 'timezone');
    const timezone = compiler.compile(fields['timezone'] ?? null);
    return (scope) => {
      const value = date(scope);
      const zone = zoneOf(name, given, timezone(scope));
      return isNullish(value) || zone === null ? null : compute(toWall(needDate(name, value), zone));
    };
  };
}
