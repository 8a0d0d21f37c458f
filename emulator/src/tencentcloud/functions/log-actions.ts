import type { CallLog, CallRecord } from '../../functions/calls.ts';
import type { FunctionRegistry } from '../../functions/registry.ts';
import { type ApiActions, ApiError, type Json } from '../action.ts';
import { countParam, requiredText, textParam } from '../params.ts';
import { apiTime, parseApiTime } from './api-time.ts';
import { logText } from './call-log.ts';
import { findFunction } from './find.ts';
import { apiErrors, deploymentLimits } from './limits.ts';

/** `tcb fn log`: every call that the log still holds, whoever made it. */
export function logActions(registry: FunctionRegistry, calls: CallLog): ApiActions {
  return {
    // Not documented: what the official CLI asks first, the newest call at the top.
    'tcb.GetFunctionLogs': async (params) => {
      const { name } = findFunction(registry, params).settings;
      const sought = textParam(params, 'LogRequestId');
      const period = readPeriod(params);
      const found = calls
        .list()
        .filter((record) => record.function === name && (!sought || record.requestId === sought))
        .filter(
          (record) => isIn(period, record.startedAt.getTime()) || isIn(period, calls.realStartOf(record)),
        )
        .reverse();
      const offset = countParam(params, 'Offset') ?? 0;
      const page = found.slice(offset, offset + (countParam(params, 'Limit') ?? deploymentLimits.listedLogs));
      return { LogList: page.map(entryOf), Total: found.length };
    },

    // Not documented: what the CLI asks for each of them. In which form the platform gives the lines is not known.
    'tcb.GetFunctionLogDetail': async (params) => {
      const requestId = requiredText(params, 'LogRequestId');
      const record = calls.find(requestId);
      if (!record) throw new ApiError(apiErrors.noCall, `there is no log of the call ${requestId}`);
      const end = calls.endOf(record);
      return {
        ...entryOf(record),
        Duration: record.ms,
        MemUsage: end?.memoryBytes ?? 0,
        RetMsg: end?.returned ?? '',
        LogJson: logText(record, end),
      };
    },
  };
}

interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The CLI always says from when to when, by the machine's clock; whoever has moved the emulator's clock may mean that
 * one. So a call is found by either.
 */
function readPeriod(params: Json): Period {
  return {
    fromMs: readTime(params, 'StartTime') ?? Number.NEGATIVE_INFINITY,
    // Up to the end of the second that is named.
    toMs: (readTime(params, 'EndTime') ?? Number.POSITIVE_INFINITY) + 999,
  };
}

function readTime(params: Json, name: string): number | undefined {
  const text = textParam(params, name);
  if (!text) return undefined;
  const ms = parseApiTime(text);
  if (ms === null) throw new ApiError(apiErrors.period, `${name} is "${text}", not like 2026-01-31 08:00:00`);
  return ms;
}

function isIn({ fromMs, toMs }: Period, ms: number): boolean {
  return ms >= fromMs && ms <= toMs;
}

function entryOf(record: CallRecord): Json {
  return {
    FunctionName: record.function,
    RequestId: record.requestId,
    StartTime: apiTime(record.startedAt),
    RetCode: returnCodes.get(record.outcome) ?? 1,
    RetryNum: 0,
  };
}

/** All others are errors (`RetCode` of FunctionLog, https://cloud.tencent.com/document/api/583/18583). */
const returnCodes: ReadonlyMap<string, number> = new Map([
  ['ok', 0],
  ['running', 2],
]);
