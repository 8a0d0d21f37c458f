import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, lineOf } from './finding.ts';
import { APP_FIELDS, COMPONENT_FIELDS, PAGE_FIELDS } from './knownFields.ts';
import type { Project } from './project.ts';
import { isPackaged } from './resolve.ts';

const KNOWN: Readonly<Record<Project['units'][number]['kind'], readonly string[]>> = {
  app: APP_FIELDS,
  page: PAGE_FIELDS,
  component: COMPONENT_FIELDS,
};

/** WeChat passes over a field that it does not know, a misspelt one too. */
export function checkFields({ root, units }: Project): Finding[] {
  return units
    .filter(({ path }) => !isPackaged(path))
    .flatMap(({ kind, path, config }) => {
      const file = `${path}.json`;
      const text = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
      return Object.keys(config)
        .filter((field) => !KNOWN[kind].includes(field))
        .map((field) => ({
          file,
          line: lineOf(text, `"${field}"`),
          message: `${field} is no field of ${kind === 'app' ? 'app.json' : `a ${kind}`}`,
        }));
    });
}
