import { invalidParam } from './errors.ts';
import { toRegExpValue } from './regexp.ts';
import { type EvaluationContext, ExtendedValue, ObjectId } from './values.ts';

type Wrapper = Readonly<Record<string, unknown>>;
type Decoder = (content: unknown, wrapper: Wrapper, context: EvaluationContext) => unknown;

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['$binary', decodeBinary],
  ['$code', (code, wrapper) => extended('$code', typeof code === 'string', wrapper)],
  ['$date', decodeDate],
  ['$dbPointer', (pointer, wrapper) => extended('$dbPointer', isObject(pointer), wrapper)],
  ['$maxKey', (_content, _wrapper) => new ExtendedValue('$maxKey', { $maxKey: 1 })],
  ['$minKey', (_content, _wrapper) => new ExtendedValue('$minKey', { $minKey: 1 })],
  ['$numberDecimal', (text, wrapper) => extended('$numberDecimal', typeof text === 'string', wrapper)],
  [
    '$numberDouble',
    (text) => decodeNumber('$numberDouble', text, /^(?:-?Infinity|NaN|-?[\d.]+(?:[eE][+-]?\d+)?)$/),
  ],
  ['$numberInt', (text) => decodeNumber('$numberInt', text, /^-?\d+$/)],
  ['$numberLong', (text) => decodeNumber('$numberLong', text, /^-?\d+$/)],
  ['$oid', decodeObjectId],
  ['$regularExpression', decodeRegExp],
  ['$symbol', (text, wrapper) => extended('$symbol', typeof text === 'string', wrapper)],
  ['$tcb_server_date', decodeServerDate],
  ['$timestamp', decodeTimestamp],
  ['$undefined', () => undefined],
  ['$uuid', decodeUuid],
]);

/**
 * The value of an EJSON wrapper object such as `{"$numberInt":"1"}`; null if the object is not one (an operator
 * such as `{"$gt":1}`, or more keys than the wrapper has).
 * @throws PlatformError INVALID_PARAM if it is one, but malformed
 */
export function decodeWrapper(
  wrapper: Wrapper,
  keys: readonly string[],
  context: EvaluationContext,
): { value: unknown } | null {
  const tag = keys[0] ?? '';
  const decoder = DECODERS.get(tag);
  if (!decoder) return null;
  const withScope = tag === '$code' && keys.length === 2 && keys[1] === '$scope';
  const legacyBinary = tag === '$binary' && keys.length === 2 && keys[1] === '$type';
  if (keys.length !== 1 && !withScope && !legacyBinary) return null;
  return { value: decoder(wrapper[tag], wrapper, context) };
}

function malformed(tag: string, content: unknown): Error {
  return invalidParam(`malformed EJSON: ${tag} cannot hold ${JSON.stringify(content) ?? 'undefined'}`);
}

function isObject(value: unknown): value is Wrapper {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function extended(tag: ExtendedValue['tag'], valid: boolean, wrapper: Wrapper): ExtendedValue {
  if (!valid) throw malformed(tag, wrapper[tag]);
  return new ExtendedValue(tag, wrapper);
}

function decodeNumber(tag: string, content: unknown, pattern: RegExp): number {
  const text = typeof content === 'number' ? String(content) : content;
  if (typeof text !== 'string' || !pattern.test(text)) throw malformed(tag, content);
  const value = Number(text);
  if (Number.isNaN(value) && text !== 'NaN') throw malformed(tag, content);
  return value;
}

function decodeDate(content: unknown): Date {
  const date = new Date(dateArgument(content));
  if (Number.isNaN(date.getTime())) throw malformed('$date', content);
  return date;
}

function dateArgument(content: unknown): number | string {
  if (typeof content === 'number' || typeof content === 'string') return content;
  if (isObject(content)) {
    return decodeNumber('$date', content['$numberLong'] ?? content['$numberDouble'], /^-?[\d.]+(?:e\+\d+)?$/);
  }
  throw malformed('$date', content);
}

function decodeServerDate(content: unknown, _wrapper: Wrapper, context: EvaluationContext): Date {
  if (!isObject(content)) throw malformed('$tcb_server_date', content);
  const offset = content['offset'] ?? 0;
  const wrapped = isObject(offset) ? Object.values(offset)[0] : offset;
  const offsetMs = Number(wrapped);
  if (!Number.isFinite(offsetMs)) throw malformed('$tcb_server_date', content);
  return new Date(context.nowMs + Math.trunc(offsetMs));
}

function decodeObjectId(content: unknown): ObjectId {
  if (typeof content !== 'string' || !/^[0-9a-f]{24}$/i.test(content)) throw malformed('$oid', content);
  return new ObjectId(content.toLowerCase());
}

function decodeRegExp(content: unknown): unknown {
  const pattern = isObject(content) ? content['pattern'] : undefined;
  const options = isObject(content) ? (content['options'] ?? '') : undefined;
  if (typeof pattern !== 'string' || typeof options !== 'string')
    throw malformed('$regularExpression', content);
  return toRegExpValue(pattern, options);
}

/** Canonical `{base64, subType}` and the legacy pair `$binary`, `$type`. */
function decodeBinary(content: unknown, wrapper: Wrapper): ExtendedValue {
  const base64 = isObject(content) ? content['base64'] : content;
  const subType = isObject(content) ? content['subType'] : (wrapper['$type'] ?? '00');
  if (typeof base64 !== 'string' || typeof subType !== 'string') throw malformed('$binary', content);
  return new ExtendedValue('$binary', { $binary: { base64, subType: subType.padStart(2, '0') } });
}

function decodeUuid(content: unknown): ExtendedValue {
  const hex = typeof content === 'string' ? content.replaceAll('-', '') : '';
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw malformed('$uuid', content);
  const base64 = Buffer.from(hex, 'hex').toString('base64');
  return new ExtendedValue('$binary', { $binary: { base64, subType: '04' } });
}

function decodeTimestamp(content: unknown): ExtendedValue {
  const t = isObject(content) ? content['t'] : undefined;
  const i = isObject(content) ? content['i'] : undefined;
  if (typeof t !== 'number' || typeof i !== 'number') throw malformed('$timestamp', content);
  return new ExtendedValue('$timestamp', { $timestamp: { t, i } });
}
