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
 * the environment of the process. What the emulator's own services supply (`own`) wins over the first two, which
 * are there for the deployment: their real keys and addresses must not be what a local function speaks with.
 */
export function readEnvironment(
  projectDir: string,
  mode: string | undefined,
  processEnv: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const fromFile = (name: string) => {
    const path = join(projectDir, name);
    return existsSync(path) ? parseDotenv(readFileSync(path, 'utf8')) : {};
  };
  const ofMode = mode ? fromFile(`.env.${mode}`) : {};
  const values: Record<string, string> = {
    ...fromFile('.env'),
    ...fromFile('.env.local'),
    ...own,
    ...ofMode,
  };
  for (const [name, value] of Object.entries(processEnv)) {
    if (value !== undefined) values[name] = value;
  }
  return values;
}
