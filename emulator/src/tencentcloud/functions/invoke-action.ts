import { randomUUID } from 'node:crypto';
import type { CallLog } from '../../functions/calls.ts';
import type { FunctionHost } from '../../functions/host.ts';
import { functionLimits } from '../../functions/limits.ts';
import type { FunctionRegistry } from '../../functions/registry.ts';
import { isJsonObject } from '../../http/body.ts';
import { PlatformError } from '../../kernel/errors.ts';
import { type ApiActions, ApiError, type Json } from '../action.ts';
import { textParam } from '../params.ts';
import { logText, tailOf } from './call-log.ts';
import { findFunction } from './find.ts';
import { apiErrors, callStatus, deploymentLimits } from './limits.ts';

/** `tcb fn invoke`: a call in nobody's name, which waits for the result. */
export function invokeAction(registry: FunctionRegistry, host: FunctionHost, calls: CallLog): ApiActions {
  return {
    // https://cloud.tencent.com/document/api/583/17243
    'scf.Invoke': async (params) => {
      const { name } = findFunction(registry, params).settings;
      if ((textParam(params, 'InvocationType') ?? 'RequestResponse') !== 'RequestResponse') {
        throw new ApiError(apiErrors.unsupported, 'the emulator waits for every call (RequestResponse)');
      }
      const event = readEvent(params);
      const requestId = randomUUID();
      const outcome = await outcomeOf(requestId, () =>
        host.invoke({ requestId, name, event, door: 'api', source: '', openid: null }),
      );
      const record = calls.find(requestId);
      const end = record && calls.endOf(record);
      const log = record && textParam(params, 'LogType') === 'Tail' ? logText(record, end) : '';
      return {
        Result: {
          ...outcome,
          FunctionRequestId: requestId,
          Log: tailOf(log, deploymentLimits.logTailBytes),
          Duration: record?.ms ?? 0,
          BillDuration: record?.ms ?? 0,
          MemUsage: end?.memoryBytes ?? 0,
        },
      };
    },
  };
}

function readEvent(params: Json): string {
  const event = textParam(params, 'ClientContext') || '{}';
  if (Buffer.byteLength(event) > functionLimits.eventBytes) {
    throw new ApiError(apiErrors.tooLarge, 'the event is too large');
  }
  try {
    JSON.parse(event);
    return event;
  } catch {
    throw new ApiError(apiErrors.event, 'the parameter ClientContext is not valid JSON');
  }
}

/** A function that fails is no failure of the API. */
async function outcomeOf(requestId: string, call: () => Promise<string>): Promise<Json> {
  try {
    return { InvokeResult: 0, RetMsg: await call(), ErrMsg: '' };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const failure = failureOf(error, requestId);
    return { InvokeResult: 1, RetMsg: JSON.stringify(failure), ErrMsg: failure['errorMessage'] };
  }
}

/** An error of the function's code is told in the runtime's own words, which are JSON already. */
function failureOf({ code, message }: PlatformError, requestId: string): Json {
  const statusCode = callStatus.get(code) ?? 500;
  try {
    const told: unknown = JSON.parse(message);
    if (isJsonObject(told)) return { ...told, requestId, statusCode };
  } catch {
    // It is plain text.
  }
  return { errorCode: -1, errorMessage: message, requestId, statusCode };
}
