import { bsonType } from '../../bson-type.ts';
import { requestFailed } from '../../errors.ts';
import { dayOfWeek, dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, weekOfYear } from './calendar.ts';
import { formatDate } from './date-format.ts';
import { dateMathOperators } from './date-math.ts';
import { needDate, ofWall, zoneOf } from './date-operand.ts';
import { parseDate, parseDateByFormat } from './date-parse.ts';
import { needInteger } from './numbers.ts';
import {
  type ExpressionCompiler,
  type NamedArguments,
  namedOperand,
  type Operators,
  withNamed,
} from './operator.ts';
import { type Evaluate, isNullish } from './scope.ts';
import { fromWall, toWall, zoneOffsetMs } from './timezone.ts';

function dateToString(args: NamedArguments): unknown {
  const { date, format, timezone, onNull } = args;
  const zone = zoneOf('$dateToString', Object.hasOwn(args, 'timezone'), timezone);
  if (isNullish(date)) return Object.hasOwn(args, 'onNull') ? onNull : null;
  if (zone === null || format === null) return null;
  if (format !== undefined && typeof format !== 'string') {
    throw requestFailed(`$dateToString requires that 'format' be a string, found: ${bsonType(format)}`);
  }
  const instant = needDate('$dateToString', date);
  const offsetMinutes = Math.trunc(zoneOffsetMs(zone, instant.getTime()) / 60_000);
  const standard = Object.hasOwn(args, 'timezone') && zone !== 'UTC' ? '' : 'Z';
  return formatDate(toWall(instant, zone), offsetMinutes, format ?? `%Y-%m-%dT%H:%M:%S.%L${standard}`);
}

function dateFromString(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const fields = namedOperand(
    '$dateFromString',
    operand,
    ['dateString'],
    ['format', 'timezone', 'onError', 'onNull'],
  );
  const text = compiler.compile(fields['dateString']);
  const format = compiler.compile(fields['format'] ?? null);
  const timezone = compiler.compile(fields['timezone'] ?? null);
  const onNull = compiler.compile(fields['onNull'] ?? null);
  const onError = Object.hasOwn(fields, 'onError') ? compiler.compile(fields['onError']) : null;
  return (scope) => {
    const value = text(scope);
    if (isNullish(value)) return onNull(scope);
    try {
      return readDate(value, format(scope), timezone(scope));
    } catch (error) {
      if (onError) return onError(scope);
      throw error;
    }
  };
}

function readDate(text: unknown, format: unknown, timezone: unknown): Date {
  if (typeof text !== 'string') {
    throw requestFailed(`$dateFromString requires that 'dateString' be a string, found: ${bsonType(text)}`);
  }
  const zone = isNullish(timezone) ? undefined : String(timezone);
  return typeof format === 'string' ? parseDateByFormat(text, format, zone) : parseDate(text, zone);
}

const TIME_PARTS = ['hour', 'minute', 'second', 'millisecond'];

/** Parts beyond their range carry over, as in MongoDB since 4.4. */
function dateFromParts(args: NamedArguments): unknown {
  const zone = zoneOf('$dateFromParts', Object.hasOwn(args, 'timezone'), args['timezone']);
  if (zone === null || Object.values(args).some(isNullish)) return null;
  const part = (name: string, fallback: number) =>
    args[name] === undefined ? fallback : needInteger(`'${name}'`, args[name]);
  const wall = new Date(0);
  if (args['isoWeekYear'] !== undefined) {
    const fourth = new Date(Date.UTC(part('isoWeekYear', 1970), 0, 4));
    const days = (part('isoWeek', 1) - 1) * 7 + part('isoDayOfWeek', 1) - isoDayOfWeek(fourth);
    wall.setTime(fourth.getTime());
    wall.setUTCDate(fourth.getUTCDate() + days);
  } else if (args['year'] !== undefined) {
    wall.setUTCFullYear(part('year', 1970), part('month', 1) - 1, part('day', 1));
  } else {
    throw requestFailed("$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  }
  wall.setUTCHours(part('hour', 0), part('minute', 0), part('second', 0), part('millisecond', 0));
  return fromWall(wall, zone);
}

function dateToParts(args: NamedArguments): unknown {
  const { date, timezone, iso8601 } = args;
  const zone = zoneOf('$dateToParts', Object.hasOwn(args, 'timezone'), timezone);
  if (isNullish(date) || zone === null) return null;
  const wall = toWall(needDate('$dateToParts', date), zone);
  const time = {
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(),
  };
  if (iso8601 === true) {
    return {
      isoWeekYear: isoWeekYear(wall),
      isoWeek: isoWeek(wall),
      isoDayOfWeek: isoDayOfWeek(wall),
      ...time,
    };
  }
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate(), ...time };
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/#date-expression-operators */
export const dateOperators: Operators = {
  ...dateMathOperators,
  $dateFromParts: withNamed(
    '$dateFromParts',
    [],
    ['year', 'month', 'day', 'isoWeekYear', 'isoWeek', 'isoDayOfWeek', ...TIME_PARTS, 'timezone'],
    dateFromParts,
  ),
  $dateFromString: dateFromString,
  $dateToParts: withNamed('$dateToParts', ['date'], ['timezone', 'iso8601'], dateToParts),
  $dateToString: withNamed('$dateToString', ['date'], ['format', 'timezone', 'onNull'], dateToString),
  $dayOfMonth: ofWall('$dayOfMonth', (wall) => wall.getUTCDate()),
  $dayOfWeek: ofWall('$dayOfWeek', dayOfWeek),
  $dayOfYear: ofWall('$dayOfYear', dayOfYear),
  $hour: ofWall('$hour', (wall) => wall.getUTCHours()),
  $isoDayOfWeek: ofWall('$isoDayOfWeek', isoDayOfWeek),
  $isoWeek: ofWall('$isoWeek', isoWeek),
  $isoWeekYear: ofWall('$isoWeekYear', isoWeekYear),
  $millisecond: ofWall('$millisecond', (wall) => wall.getUTCMilliseconds()),
  $minute: ofWall('$minute', (wall) => wall.getUTCMinutes()),
  $month: ofWall('$month', (wall) => wall.getUTCMonth() + 1),
  $second: ofWall('$second', (wall) => wall.getUTCSeconds()),
  $week: ofWall('$week', weekOfYear),
  $year: ofWall('$year', (wall) => wall.getUTCFullYear()),
};
