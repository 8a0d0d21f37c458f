import { FaultTable } from '../src/control/faults.ts';
import { CallLog } from '../src/functions/calls.ts';
import { FunctionHost } from '../src/functions/host.ts';
import type { Invocation } from '../src/functions/invocation.ts';
import { readProject } from '../src/functions/project.ts';
import { FunctionRegistry } from '../src/functions/registry.ts';
import { Clock } from '../src/kernel/clock.ts';
import { type FixtureFunction, writeProject } from './project.ts';

const cleanups: (() => Promise<void> | void)[] = [];

export async function endHosts(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

let lastId = 0;

/** A function host on a project of its own, without a server; `endHosts` ends it. */
export function hostOf(functions: Readonly<Record<string, FixtureFunction>>) {
  const fixture = writeProject({ functions });
  const project = readProject(fixture.dir, {});
  const clock = new Clock();
  const calls = new CallLog(clock);
  const faults = new FaultTable(async (callId) => host.killCall(callId));
  const registry = new FunctionRegistry({
    declared: project.functions,
    clock,
    variablesOf: (name) => project.functions.find((each) => each.name === name)?.variables ?? {},
  });
  const host: FunctionHost = new FunctionHost({
    registry,
    envId: project.envId,
    clock,
    calls,
    faults,
    origin: 'http://127.0.0.1:9',
    appId: 'wx-app',
  });
  cleanups.push(
    () => fixture.remove(),
    () => registry.dispose(),
    () => host.stop(),
  );
  const call = async (
    name: string,
    event: unknown = {},
    rest: Partial<Invocation> = {},
  ): Promise<unknown> => {
    lastId += 1;
    const invocation = {
      name,
      event: JSON.stringify(event),
      door: 'client',
      source: '',
      openid: null,
    } as const;
    return JSON.parse(await host.invoke({ ...invocation, requestId: `call-${lastId}`, ...rest }));
  };
  return { host, registry, envId: project.envId, call, calls, clock, faults, dir: fixture.dir };
}

/** A function whose handler has this body. */
export const main = (body: string): FixtureFunction => ({
  code: `exports.main = async (event, context) => { ${body} }`,
});
