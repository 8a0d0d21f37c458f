import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isJsonObject } from '../http/body.ts';

/**
 * The mini-program's folder as WeChat DevTools finds it: `miniprogramRoot` of `project.config.json`, else the project
 * itself.
 * @throws Error that says in one line what is missing
 */
export function miniprogramRoot(projectDir: string): string {
  const file = join(projectDir, 'project.config.json');
  if (!existsSync(file)) throw new Error(`--preview: ${file} is missing; say --preview DIR`);
  const config = parse(file);
  const root = isJsonObject(config) ? (config['miniprogramRoot'] ?? '.') : null;
  if (typeof root !== 'string') throw new Error(`--preview: ${file} has no miniprogramRoot that is a text`);
  return resolve(projectDir, root);
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`--preview: ${file} is not valid JSON`);
  }
}
