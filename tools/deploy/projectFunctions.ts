import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Environment } from '../doctor/finding.ts';
import { render } from '../doctor/render.ts';
import { type Bundle, readBundle } from './bundle.ts';

/** What a function is apart from its name, in the project as in the cloud. */
export interface FunctionState {
  readonly runtime: string;
  /** File and name of what is exported, such as `index.main`. */
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeoutS: number;
  /** Values included: never to be printed. */
  readonly variables: Readonly<Record<string, string>>;
  /** When each timer fires, by its name: a cron expression of seven fields. */
  readonly timers: Readonly<Record<string, string>>;
  readonly bundle: Bundle;
}

/** A function as this project has it. */
export interface ProjectFunction extends FunctionState {
  readonly name: string;
  /** Under HTTP access; null = not reachable that way. */
  readonly path: string | null;
}

const variablesSchema = v.record(v.string(), v.string());

/**
 * Every setting that a deployment is compared by must be said: what the CLI would take instead, it does not
 * tell.
 */
const functionSchema = v.object({
  name: v.string(),
  runtime: v.string(),
  handler: v.string(),
  memorySize: v.number(),
  timeout: v.number(),
  /** What is installed in the cloud is not what was tested. */
  installDependency: v.literal(false),
  envVariables: v.optional(variablesSchema, {}),
  triggers: v.optional(
    v.array(v.object({ name: v.string(), type: v.literal('timer'), config: v.string() })),
    [],
  ),
  path: v.optional(v.string()),
});

const configSchema = v.object({
  functionRoot: v.string(),
  functionDefaultConfig: v.optional(v.looseObject({ envVariables: v.optional(variablesSchema) }), {}),
  functions: v.array(v.looseObject({ name: v.string(), envVariables: v.optional(variablesSchema) })),
});
type ProjectConfig = v.InferOutput<typeof configSchema>;

export const CONFIG_NAME = 'cloudbaserc.json';

/**
 * The functions of cloudbaserc.json, its templates filled, with what is built of each.
 * @throws Error that names the function and the setting
 */
export function readProjectFunctions(projectDir: string, environment: Environment): ProjectFunction[] {
  const { functionRoot, functionDefaultConfig, functions } = readConfig(projectDir);
  return functions.map((own) => {
    const envVariables = { ...functionDefaultConfig.envVariables, ...own.envVariables };
    const parsed = v.safeParse(functionSchema, { ...functionDefaultConfig, ...own, envVariables });
    if (!parsed.success) {
      const problem = `${v.getDotPath(parsed.issues[0])}: ${parsed.issues[0].message}`;
      throw new Error(`${CONFIG_NAME}: ${own.name}: ${problem}`);
    }
    const { name, runtime, handler, memorySize, timeout, triggers, path } = parsed.output;
    return {
      name,
      runtime,
      handler,
      memoryMb: memorySize,
      timeoutS: timeout,
      variables: Object.fromEntries(
        Object.entries(envVariables).map(([variable, text]) => [variable, render(text, environment)]),
      ),
      timers: Object.fromEntries(triggers.map((trigger) => [trigger.name, trigger.config])),
      path: path ?? null,
      bundle: readBundle(join(projectDir, functionRoot, name)),
    };
  });
}

/** cloudbaserc.json with some of its functions only, templates and all. @throws Error if it cannot be read */
export function configOf(projectDir: string, names: readonly string[]): string {
  const { functions, ...rest } = readJson(projectDir);
  const chosen = v
    .parse(configSchema.entries.functions, functions)
    .filter(({ name }) => names.includes(name));
  return JSON.stringify({ ...rest, functions: chosen }, null, 2);
}

function readConfig(projectDir: string): ProjectConfig {
  const parsed = v.safeParse(configSchema, readJson(projectDir));
  if (parsed.success) return parsed.output;
  throw new Error(`${CONFIG_NAME}: ${v.getDotPath(parsed.issues[0])}: ${parsed.issues[0].message}`);
}

function readJson(projectDir: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(projectDir, CONFIG_NAME), 'utf8'));
}
