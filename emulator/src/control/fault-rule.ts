import { isJsonObject } from '../http/body.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { FaultPoint } from '../kernel/faults.ts';

export const effects = [
  'delay',
  'delayAfter',
  'errorBefore',
  'errorAfter',
  'dropBefore',
  'dropAfter',
  'kill',
] as const;
export type Effect = (typeof effects)[number];

/** What a timer of Node can wait; a longer one would fire at once. */
const longestDelayMs = 2 ** 31 - 1;

export interface FaultMatch {
  readonly service: string;
  readonly action?: string;
  readonly collection?: string;
  readonly function?: string;
  /** Strikes from the nth matching call on; the first is 1. */
  readonly nth?: number;
}

export interface FaultRule {
  readonly match: FaultMatch;
  readonly effect: Effect;
  /** Of errorBefore and errorAfter. */
  readonly code?: string;
  /** Of delay and delayAfter. */
  readonly ms?: number;
  /** How often it strikes. */
  readonly times: number;
}

export function matches(match: FaultMatch, point: FaultPoint): boolean {
  return (
    match.service === point.service &&
    (match.action ?? point.action) === point.action &&
    (match.collection ?? point.collection) === point.collection &&
    (match.function ?? point.function) === point.function
  );
}

/** @throws PlatformError INVALID_PARAM that names the rule and the field */
export function parseFaultRules(json: unknown): FaultRule[] {
  if (!Array.isArray(json)) throw invalid('the body must be a list of faults');
  return json.map((each: unknown, index) => parseRule(each, `fault ${index}`));
}

function parseRule(json: unknown, where: string): FaultRule {
  if (!isJsonObject(json)) throw invalid(`${where} must be an object`);
  refuseUnknown(json, ['match', 'effect', 'code', 'ms', 'times'], where);
  const effect = effects.find((each) => each === json['effect']);
  if (!effect) throw invalid(`${where}: effect must be one of ${effects.join(', ')}`);
  const ms = positiveInteger(json, 'ms', where);
  const delays = effect === 'delay' || effect === 'delayAfter';
  if (delays && (ms === undefined || ms > longestDelayMs))
    throw invalid(`${where}: a delay needs ms, ${longestDelayMs} at most`);
  const code = optionalText(json, 'code', where);
  return {
    match: parseMatch(json['match'], where),
    effect,
    times: positiveInteger(json, 'times', where) ?? 1,
    ...(code !== undefined && { code }),
    ...(ms !== undefined && { ms }),
  };
}

function parseMatch(json: unknown, where: string): FaultMatch {
  if (!isJsonObject(json)) throw invalid(`${where}: match must be an object`);
  refuseUnknown(json, ['service', 'action', 'collection', 'function', 'nth'], `${where}: match`);
  const service = optionalText(json, 'service', where);
  if (!service) throw invalid(`${where}: match needs a service`);
  const action = optionalText(json, 'action', where);
  const collection = optionalText(json, 'collection', where);
  const functionName = optionalText(json, 'function', where);
  const nth = positiveInteger(json, 'nth', where);
  return {
    service,
    ...(action !== undefined && { action }),
    ...(collection !== undefined && { collection }),
    ...(functionName !== undefined && { function: functionName }),
    ...(nth !== undefined && { nth }),
  };
}

function refuseUnknown(
  json: Readonly<Record<string, unknown>>,
  known: readonly string[],
  where: string,
): void {
  const unknown = Object.keys(json).find((key) => !known.includes(key));
  if (unknown !== undefined) throw invalid(`${where}: unknown field ${unknown}`);
}

function optionalText(
  json: Readonly<Record<string, unknown>>,
  key: string,
  where: string,
): string | undefined {
  const value = json[key];
  if (value === undefined || typeof value === 'string') return value;
  throw invalid(`${where}: ${key} must be a string`);
}

function positiveInteger(
  json: Readonly<Record<string, unknown>>,
  key: string,
  where: string,
): number | undefined {
  const value = json[key];
  if (value === undefined || (typeof value === 'number' && Number.isSafeInteger(value) && value > 0))
    return value;
  throw invalid(`${where}: ${key} must be a positive integer`);
}

function invalid(message: string): PlatformError {
  return new PlatformError('INVALID_PARAM', message);
}
