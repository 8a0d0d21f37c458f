import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMarkup, type Tag } from './markup.ts';
import type { Project } from './project.ts';
import type { Unit } from './units.ts';

export interface PlacedTag extends Tag {
  /** The template that it stands in. */
  readonly file: string;
}

/** The tags of a unit's template, and of all that it imports and includes: they are part of it. */
export function tagsOf(project: Project, unit: Unit): PlacedTag[] {
  const files = new Set([`${unit.path}.wxml`]);
  for (const file of files) {
    for (const { kind, target } of project.files.get(file)?.references ?? []) {
      if (kind === 'template' && target !== null) files.add(target);
    }
  }
  return [...files]
    .filter((file) => project.files.has(file))
    .flatMap((file) =>
      readMarkup(readFileSync(join(project.root, file), 'utf8')).map((tag) => ({ ...tag, file })),
    );
}
