import { PlatformError } from '../kernel/errors.ts';
import type { Service, WireAction } from '../kernel/service.ts';
import type { Timeline } from '../kernel/timeline.ts';
import { clientDoor } from './client-door.ts';
import { FunctionHost, type HostOptions } from './host.ts';
import { httpDoor } from './http-door.ts';
import { functionErrors, functionLimits } from './limits.ts';
import { Timers } from './timers.ts';

export interface FunctionsOptions extends HostOptions {
  readonly timeline: Timeline;
}

export interface FunctionsService extends Service {
  readonly host: FunctionHost;
  readonly timers: Timers;
}

/**
 * The cloud functions of a project, with every way in which the platform calls them.
 * @throws Error that names the functions that have not been built, or a timer with a bad pattern
 */
export function createFunctions(options: FunctionsOptions): FunctionsService {
  const { project, clock, timeline, appId } = options;
  const host = new FunctionHost(options);
  const missing = host.missingBundles();
  if (missing.length)
    throw new Error(`build missing: run npm run build (no bundle of ${missing.join(', ')})`);
  const timers = new Timers(project, clock, host);
  timeline.add(timers);
  return {
    name: 'functions',
    host,
    timers,
    actions: { 'functions.invokeFunction': invokeFunction(host) },
    routes: [clientDoor(host, appId), httpDoor(host, project)],
    stop: () => host.stop(),
  };
}

/**
 * One function calls another through the SDK. The openid is not handed on: the platform promises only the
 * chain.
 */
function invokeFunction(host: FunctionHost): WireAction {
  return async (body, context) => {
    const { function_name: name, request_data: data } = body;
    if (typeof name !== 'string') throw new PlatformError('INVALID_PARAM', 'function_name is required');
    const event = typeof data === 'string' && data !== '' ? data : '{}';
    if (Buffer.byteLength(event) > functionLimits.eventBytes) {
      throw new PlatformError(functionErrors.payloadTooLarge, 'the event is too large');
    }
    const result = await host.invoke({
      requestId: context.requestId,
      name,
      event,
      door: 'invoke',
      source: context.source.join(','),
      openid: null,
      parentCallId: context.callId,
    });
    return { data: { response_data: result } };
  };
}
