import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withoutEndSlashes } from './access-paths.ts';
import { functionLimits } from './limits.ts';
import { environmentNames, renderTemplate, type TemplateValues } from './templates.ts';

export interface TimerTrigger {
  readonly name: string;
  /** Seven fields: second minute hour day month weekday year. */
  readonly cron: string;
}

/** How a function runs. */
export interface FunctionSettings {
  readonly name: string;
  /** Folder of the built bundle, and the bundle in it; absolute paths. */
  readonly folder: string;
  readonly file: string;
  readonly exportName: string;
  /** As declared, such as `index.main`: names the bundle and its export. */
  readonly handler: string;
  /** As declared, such as `Nodejs20.19`. Functions here run on the Node of the emulator itself. */
  readonly runtime: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly triggers: readonly TimerTrigger[];
}

/** A function as `cloudbaserc.json` declares it. */
export interface FunctionConfig extends FunctionSettings {
  readonly variables: Readonly<Record<string, string>>;
  /** Under HTTP access; null = not reachable that way. */
  readonly path: string | null;
}

export interface Project {
  readonly envId: string;
  readonly functions: readonly FunctionConfig[];
}

type Json = Readonly<Record<string, unknown>>;

const fileName = 'cloudbaserc.json';

/**
 * Reads `cloudbaserc.json` (CloudBase CLI 2.x, https://docs.cloudbase.net/cli-v1/config) and fills its templates.
 * @throws Error that says in one line what is wrong and where
 */
export function readProject(projectDir: string, env: Readonly<Record<string, string>>): Project {
  const config = readConfig(projectDir);
  const envId = renderTemplate(text(config, 'envId', fileName), { env, envId: null }, `envId in ${fileName}`);
  const values = { env, envId };
  const root = resolve(
    projectDir,
    config['functionRoot'] === undefined ? 'functions' : text(config, 'functionRoot', fileName),
  );
  const defaults = object(config['functionDefaultConfig'], 'functionDefaultConfig');
  const declared = list(config['functions'], 'functions');
  const functions = declared.map((each) =>
    readFunction(merge(defaults, object(each, 'a function')), root, values),
  );
  const names = functions.map((each) => each.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`${fileName}: function ${twice} is declared twice`);
  return { envId, functions };
}

/** The variables that the templates of `cloudbaserc.json` name, as far as `env` has them. */
export function namedVariables(
  projectDir: string,
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = environmentNames(readFileSync(join(projectDir, fileName), 'utf8'));
  return Object.fromEntries(Object.entries(env).filter(([name]) => names.has(name)));
}

function readConfig(projectDir: string): Json {
  const path = join(projectDir, fileName);
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`no ${fileName} in ${projectDir}`);
  }
  try {
    return object(JSON.parse(source), fileName);
  } catch (error) {
    throw new Error(`${path} is not valid: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readFunction(config: Json, root: string, values: TemplateValues): FunctionConfig {
  const name = text(config, 'name', 'a function');
  // The name becomes a folder and a part of URLs.
  if (!/^[A-Za-z][\w-]{0,59}$/.test(name))
    throw new Error(`${fileName}: "${name}" cannot be the name of a function`);
  const where = `function ${name}`;
  const folder = join(root, name);
  const handler = optionalText(config, 'handler', where) ?? functionLimits.defaultHandler;
  return {
    name,
    folder,
    handler,
    ...bundleIn(folder, handler),
    runtime: optionalText(config, 'runtime', where) ?? functionLimits.defaultRuntime,
    timeoutMs:
      1000 * number(config, 'timeout', where, functionLimits.defaultTimeoutS, functionLimits.maxTimeoutS),
    memoryMb: number(config, 'memorySize', where, functionLimits.defaultMemoryMb, 3072),
    variables: readVariables(object(config['envVariables'], `envVariables of ${where}`), name, values),
    triggers: list(config['triggers'], `triggers of ${where}`).map((each) =>
      readTrigger(object(each, 'trigger'), where),
    ),
    path: readPath(config, where, values),
  };
}

/** The bundle that a handler names in a folder, and its export. */
export function bundleIn(folder: string, handler: string): Pick<FunctionSettings, 'file' | 'exportName'> {
  const [fileBase, exportName = 'main'] = handler.split('.');
  return { file: join(folder, `${fileBase}.js`), exportName };
}

function readVariables(
  variables: Json,
  functionName: string,
  values: TemplateValues,
): Record<string, string> {
  const rendered: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    const where = `${name} of function ${functionName} in ${fileName}`;
    rendered[name] = renderTemplate(String(value), values, where);
    if (/^\s*[[{]/.test(rendered[name]) && isJson(rendered[name])) {
      throw new Error(`${where} is JSON text, which the CLI would turn into an object: encode it`);
    }
  }
  const bytes = Buffer.byteLength(Object.entries(rendered).flat().join(''));
  if (bytes > functionLimits.variablesBytes) {
    throw new Error(
      `the variables of function ${functionName} have ${bytes} bytes; the platform allows ${functionLimits.variablesBytes}`,
    );
  }
  return rendered;
}

function readTrigger(trigger: Json, where: string): TimerTrigger {
  if (trigger['type'] !== 'timer') throw new Error(`${fileName}: ${where} has a trigger that is no timer`);
  return { name: text(trigger, 'name', where), cron: text(trigger, 'config', where) };
}

function readPath(config: Json, where: string, values: TemplateValues): string | null {
  const path = optionalText(config, 'path', where);
  if (path === undefined) return null;
  const rendered = renderTemplate(path, values, `path of ${where} in ${fileName}`);
  if (!rendered.startsWith('/')) throw new Error(`${fileName}: path of ${where} must start with "/"`);
  return withoutEndSlashes(rendered);
}

/** As lodash merges: objects key by key, everything else replaced. */
function merge(defaults: Json, own: Json): Json {
  const merged: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(own)) {
    merged[key] = isObject(merged[key]) && isObject(value) ? merge(merged[key], value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

function object(value: unknown, what: string): Json {
  if (value === undefined) return {};
  if (!isObject(value)) throw new Error(`${fileName}: ${what} must be an object`);
  return value;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Error(`${fileName}: ${what} must be a list`);
  return value;
}

function optionalText(config: Json, key: string, where: string): string | undefined {
  const value = config[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new Error(`${fileName}: ${key} of ${where} must be a string`);
}

function text(config: Json, key: string, where: string): string {
  const value = optionalText(config, key, where);
  if (!value) throw new Error(`${fileName}: ${key} of ${where} is missing`);
  return value;
}

function number(config: Json, key: string, where: string, preset: number, max: number): number {
  const value = config[key] === undefined ? preset : Number(config[key]);
  if (!Number.isFinite(value) || value <= 0 || value > max) {
    throw new Error(`${fileName}: ${key} of ${where} must be a number up to ${max}`);
  }
  return value;
}
