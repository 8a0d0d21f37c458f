import { requestFailed } from '../../errors.ts';
import { needDate, zoneOf } from './date-operand.ts';
import { addUnits, isCalendarUnit, needUnit, needWeekday, unitIndex, unitStart } from './date-units.ts';
import { needInteger } from './numbers.ts';
import { type NamedArguments, type Operator, type Operators, withNamed } from './operator.ts';
import { isNullish } from './scope.ts';
import { fromWall, toWall } from './timezone.ts';

function shift(name: string, sign: 1 | -1): Operator {
  return withNamed(name, ['startDate', 'unit', 'amount'], ['timezone'], (args) => {
    const { startDate, unit, amount, timezone } = args;
    const zone = zoneOf(name, Object.hasOwn(args, 'timezone'), timezone);
    if (isNullish(startDate) || isNullish(unit) || isNullish(amount) || zone === null) return null;
    const date = needDate(name, startDate);
    const step = needUnit(name, unit);
    const count = needInteger(`${name}'s amount`, amount) * sign;
    return isCalendarUnit(step)
      ? fromWall(addUnits(toWall(date, zone), step, count), zone)
      : addUnits(date, step, count);
  });
}

/** How many boundaries of the unit lie between two dates: a day that has begun counts, not 24 hours. */
function dateDiff(args: NamedArguments): unknown {
  const { startDate, endDate, unit, timezone, startOfWeek = 'sunday' } = args;
  const zone = zoneOf('$dateDiff', Object.hasOwn(args, 'timezone'), timezone);
  if (isNullish(startDate) || isNullish(endDate) || isNullish(unit) || startOfWeek === null || zone === null)
    return null;
  const step = needUnit('$dateDiff', unit);
  const weekday = needWeekday('$dateDiff', startOfWeek);
  const index = (date: unknown) => unitIndex(toWall(needDate('$dateDiff', date), zone), step, weekday);
  return index(endDate) - index(startDate);
}

function dateTrunc(args: NamedArguments): unknown {
  const { date, unit, binSize = 1, timezone, startOfWeek = 'sunday' } = args;
  const zone = zoneOf('$dateTrunc', Object.hasOwn(args, 'timezone'), timezone);
  if (isNullish(date) || isNullish(unit) || binSize === null || startOfWeek === null || zone === null)
    return null;
  const size = needInteger("$dateTrunc's binSize", binSize);
  if (size < 1) throw requestFailed("$dateTrunc requires 'binSize' to be greater than 0");
  const step = needUnit('$dateTrunc', unit);
  const weekday = needWeekday('$dateTrunc', startOfWeek);
  const index = unitIndex(toWall(needDate('$dateTrunc', date), zone), step, weekday);
  return fromWall(unitStart(Math.floor(index / size) * size, step, weekday), zone);
}

export const dateMathOperators: Operators = {
  $dateAdd: shift('$dateAdd', 1),
  $dateDiff: withNamed('$dateDiff', ['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], dateDiff),
  $dateSubtract: shift('$dateSubtract', -1),
  $dateTrunc: withNamed('$dateTrunc', ['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], dateTrunc),
};
