import { PlatformError } from '../kernel/errors.ts';
import type { Service, WireAction } from '../kernel/service.ts';
import type { Timeline } from '../kernel/timeline.ts';
import { AccessPaths } from './access-paths.ts';
import { clientDoor } from './client-door.ts';
import { bundleVersion, FunctionHost, type HostOptions } from './host.ts';
import { httpDoor } from './http-door.ts';
import { functionErrors, functionLimits } from './limits.ts';
import type { Project } from './project.ts';
import { FunctionRegistry } from './registry.ts';
import { Timers } from './timers.ts';

export interface FunctionsOptions extends Omit<HostOptions, 'registry' | 'envId'> {
  readonly project: Project;
  /** A new environment as the cloud gives it: the project's functions come by deploying. */
  readonly bare?: boolean;
  readonly timeline: Timeline;
  /** The variables of a declared function as they are now. @throws Error that names what is missing */
  variablesOf(functionName: string): Readonly<Record<string, string>>;
}

export interface FunctionsService extends Service {
  readonly registry: FunctionRegistry;
  readonly paths: AccessPaths;
  readonly host: FunctionHost;
  readonly timers: Timers;
  /** Back to the functions and paths that are declared. Call it only while no call runs. */
  reset(): Promise<void>;
}

/**
 * The cloud functions of a project, with every way in which the platform calls them.
 * @throws Error that names the functions that have not been built, or a timer with a bad pattern
 */
export function createFunctions(options: FunctionsOptions): FunctionsService {
  const { project, clock, timeline, appId } = options;
  const declared = options.bare ? [] : project.functions;
  const missing = declared.filter((config) => bundleVersion(config) === null).map(({ name }) => name);
  if (missing.length)
    throw new Error(`build missing: run npm run build (no bundle of ${missing.join(', ')})`);
  const registry = new FunctionRegistry({ declared, clock, variablesOf: options.variablesOf });
  const paths = new AccessPaths(declared, clock);
  const host = new FunctionHost({ ...options, registry, envId: project.envId });
  const timers = new Timers(registry, clock, host);
  timeline.add(timers);
  registry.onChange(() => {
    timers.follow();
    timeline.changed();
  });
  return {
    name: 'functions',
    registry,
    paths,
    host,
    timers,
    actions: { 'functions.invokeFunction': invokeFunction(host) },
    routes: [clientDoor(host, appId), httpDoor(host, paths, project.envId)],
    async stop() {
      await host.stop();
      registry.dispose();
    },
    async reset() {
      paths.reset();
      registry.reset();
    },
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
