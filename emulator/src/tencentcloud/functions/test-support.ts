import { strToU8, zipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import { type FixtureFunction, writeProject } from '../../../tests/project.ts';
import { FaultTable } from '../../control/faults.ts';
import { TimeMachine } from '../../control/time-machine.ts';
import { CallLog } from '../../functions/calls.ts';
import { createFunctions } from '../../functions/index.ts';
import { readProject } from '../../functions/project.ts';
import { Clock } from '../../kernel/clock.ts';
import { Timeline } from '../../kernel/timeline.ts';
import { ApiError, type Json } from '../action.ts';
import { ObjectStore } from '../object-store.ts';
import { functionActions } from './index.ts';

export interface CloudFixture {
  /** What the project declares. */
  readonly functions?: Readonly<Record<string, FixtureFunction>>;
  readonly bare?: boolean;
}

/** The functions of a project with their API, until the test ends; without a server or signatures. */
export function cloudOf({ functions = {}, bare = false }: CloudFixture = {}) {
  const { dir, remove } = writeProject({ functions });
  const project = readProject(dir, {});
  const clock = new Clock();
  const timeline = new Timeline();
  const calls = new CallLog(clock);
  const faults = new FaultTable(async (callId) => service.host.killCall(callId));
  const service: ReturnType<typeof createFunctions> = createFunctions({
    project,
    bare,
    clock,
    timeline,
    calls,
    faults,
    origin: 'http://127.0.0.1:9',
    appId: 'wx-app',
    variablesOf: (name) => project.functions.find((each) => each.name === name)?.variables ?? {},
  });
  const objects = new ObjectStore('http://127.0.0.1:9');
  const actions = functionActions({ ...service, calls, envId: project.envId, objects });
  onTestFinished(async () => {
    await service.stop?.();
    remove();
  });

  /** Calls an action. @throws ApiError */
  async function api(action: string, params: Json = {}): Promise<Json> {
    const run = actions[action];
    if (!run) throw new Error(`there is no action ${action}`);
    return run(params);
  }

  /** The code of the error with which an action is refused; an Error if it is not. */
  async function refusal(action: string, params: Json): Promise<string> {
    try {
      await api(action, params);
    } catch (error) {
      if (error instanceof ApiError) return error.code;
      throw error;
    }
    throw new Error(`${action} was not refused`);
  }

  /** What a function returns to a call by the API. */
  async function invoke(name: string, event: unknown = {}): Promise<unknown> {
    const { Result } = await api('scf.Invoke', { FunctionName: name, ClientContext: JSON.stringify(event) });
    return JSON.parse((Result as { RetMsg: string }).RetMsg);
  }

  const timeMachine = new TimeMachine(clock, timeline, service);
  return { ...service, api, refusal, invoke, calls, clock, faults, objects, timeMachine, dir };
}

/** A package of these files, as the official CLI sends one. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)]);
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}

/** The parameter `Code` with a package in it. */
export function codeOf(files: Readonly<Record<string, string>>): Json {
  return { ZipFile: zipOf(files).toString('base64') };
}

/** What CreateFunction takes for a function whose handler has this body. */
export function creation(name: string, body: string, rest: Json = {}): Json {
  return {
    FunctionName: name,
    Handler: 'index.main',
    Runtime: 'Nodejs20.19',
    Timeout: 5,
    MemorySize: 256,
    InstallDependency: 'FALSE',
    Code: codeOf({ 'index.js': `exports.main = async (event, context) => { ${body} }` }),
    ...rest,
  };
}
