import { isBuiltIn } from './builtInTags.ts';
import type { Finding } from './finding.ts';
import type { Project } from './project.ts';
import { isPackaged } from './resolve.ts';
import { tagsOf } from './templates.ts';
import type { Unit } from './units.ts';

/** Whether each tag is one that WeChat or `usingComponents` knows, and each used component is used. */
export function checkComponents(project: Project): Finding[] {
  const app = project.units.find(({ kind }) => kind === 'app');
  const everywhere = app?.components.map(({ tag }) => tag) ?? [];
  const own = project.units.filter(({ kind, path }) => kind !== 'app' && !isPackaged(path));
  const used = new Map(own.map((unit) => [unit, usedTags(project, unit)]));
  const anywhere = new Set([...used.values()].flatMap((tags) => [...tags]));
  return [
    ...own.flatMap((unit) => unknownTags(project, unit, everywhere)),
    ...own.flatMap((unit) => unusedComponents(unit, used.get(unit) ?? new Set())),
    ...(app ? unusedComponents(app, anywhere) : []),
  ];
}

/** A component stands as a tag, or is handed on: `generic:item="t-cell"`. */
function usedTags(project: Project, unit: Unit): Set<string> {
  return new Set(
    tagsOf(project, unit).flatMap(({ name, attributes }) => [
      name,
      ...attributes.filter((one) => one.name.startsWith('generic:')).map(({ value }) => value),
    ]),
  );
}

function unknownTags(project: Project, unit: Unit, everywhere: readonly string[]): Finding[] {
  const generics = Object.keys(unit.config.componentGenerics ?? {});
  const declared = new Set([...everywhere, ...generics, ...unit.components.map(({ tag }) => tag)]);
  return tagsOf(project, unit)
    .filter(({ name, file }) => !isBuiltIn(name) && !declared.has(name) && !isPackaged(file))
    .map(({ name, file, line }) => ({
      file,
      line,
      message: `<${name}> is neither WeChat's nor in the usingComponents of ${unit.path}.json or app.json`,
    }));
}

function unusedComponents(unit: Unit, used: ReadonlySet<string>): Finding[] {
  return unit.components
    .filter(({ tag }) => !used.has(tag))
    .map(({ tag, line }) => ({ file: `${unit.path}.json`, line, message: `${tag} is never used` }));
}
