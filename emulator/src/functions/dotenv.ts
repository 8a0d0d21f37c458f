import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const line = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*?)\s*$/;

/** `NAME=value` lines; `#` starts a comment, quotes around a value are dropped. */
export function parseDotenv(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [, name, value] of text.split(/\r?\n/).map((each) => line.exec(each) ?? [])) {
    if (name === undefined || value === undefined) continue;
    const quoted = /^(["'`])(.*)\1(?:\s*#.*)?$/.exec(value)?.[2];
    values[name] = quoted ?? value.replace(/(^|\s+)#.*$/, '');
  }
  return values;
}

/**
 * The variables that `{{env.X}}` can name. As the CLI has it, later wins: `.env`, `.env.local`, `.env.<mode>`,
 * the environment of the process. `defaults`, which the emulator's own services supply, come lowest.
 */
export function readEnvironment(
  projectDir: string,
  mode: string | undefined,
  processEnv: Readonly<Record<string, string | undefined>>,
  defaults: Readonly<Record<string, string>>,
): Record<string, string> {
  const values: Record<string, string> = { ...defaults };
  for (const name of ['.env', '.env.local', ...(mode ? [`.env.${mode}`] : [])]) {
    const path = join(projectDir, name);
    if (existsSync(path)) Object.assign(values, parseDotenv(readFileSync(path, 'utf8')));
  }
  for (const [name, value] of Object.entries(processEnv)) {
    if (value !== undefined) values[name] = value;
  }
  return values;
}
