import { invalidParam } from './errors.ts';
import { type Document, isDocument } from './values.ts';

/** Where an object came from, which decides what to advise. */
export type Origin = 'document' | 'stage' | 'update' | 'where';

const ADVICE: Readonly<Record<Origin, string>> = {
  document:
    'Commands only work as field values of update(); in add(), set() and inside arrays write the plain value.',
  stage:
    'The SDK does not encode commands at this place; write the operator as a plain object, such as { $gt: 1 }.',
  update:
    'Commands only work as field values of update(), not inside arrays or other commands; write the plain value there, or for _.pull a plain condition such as { $gt: 1 }.',
  where:
    'The SDK encodes commands inside _.elemMatch and the like only one deep; write the condition as a plain object, such as _.elemMatch({ qty: { $gt: 1, $lt: 5 } }).',
};

/**
 * The SDK sends command objects (`_.gt(1)`, `_.inc(1)`) that stand where it does not expect them as they are.
 * The platform would store or compare them as data, which is never what was meant, so they are refused here.
 * @throws PlatformError INVALID_PARAM
 */
export function refuseSdkObjects(value: unknown, origin: Origin): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const item of value) refuseSdkObjects(item, origin);
    return;
  }
  if (!isDocument(value)) return;
  if (isSdkCommand(value)) {
    throw invalidParam(
      `the SDK sent the command _.${value.operator}(…) itself instead of its meaning. ${ADVICE[origin]}`,
    );
  }
  for (const key of Object.keys(value)) {
    if (key === '_internalType') {
      throw invalidParam(`the SDK sent one of its own objects (_internalType) as data. ${ADVICE[origin]}`);
    }
    refuseSdkObjects(value[key], origin);
  }
}

const COMMAND_KEYS = new Set(['operator', 'operands', 'fieldName', '_internalType']);

/** A command object as it arrives: `_.gt(1)` has the operator `gt` and the operands `[1]`. */
interface SdkCommand {
  readonly operator: string;
  readonly operands: readonly unknown[];
}

function isSdkCommand(value: unknown): value is SdkCommand {
  return (
    isDocument(value) &&
    typeof value['operator'] === 'string' &&
    Array.isArray(value['operands']) &&
    Object.hasOwn(value, 'fieldName') &&
    Object.keys(value).every((key) => COMMAND_KEYS.has(key))
  );
}

/**
 * Inside `_.set(…)` and the `each` of `_.push(…)` the SDK sends what is in `db.serverDate()` and `db.Geo.Point()`
 * without saying what it is: a field would hold `{offset: 0}` instead of a date. Elsewhere in an update nested
 * objects arrive as paths, so such an object is nearly always this mistake.
 * @throws PlatformError INVALID_PARAM
 */
export function refuseUnencodedValues(update: Document): void {
  for (const fields of Object.values(update)) {
    if (isDocument(fields)) for (const operand of Object.values(fields)) refuseUnencoded(operand);
  }
}

function refuseUnencoded(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) refuseUnencoded(item);
    return;
  }
  if (!isDocument(value)) return;
  const advice = UNENCODED.get(Object.keys(value).sort().join());
  if (advice && Object.values(value).every((field) => typeof field === 'number')) throw invalidParam(advice);
  for (const field of Object.values(value)) refuseUnencoded(field);
}

/** By the fields of what the SDK sends. */
const UNENCODED: ReadonlyMap<string, string> = new Map([
  [
    'offset',
    'the SDK does not encode db.serverDate() inside of _.set() and _.push(), and would store { offset: 0 }: write new Date() there',
  ],
  [
    'latitude,longitude',
    'the SDK does not encode db.Geo.Point() inside of _.set() and _.push(): write { type: "Point", coordinates: [longitude, latitude] } there',
  ],
]);
