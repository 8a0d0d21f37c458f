import { join } from 'node:path';
import type { Finding } from './finding.ts';
import { handlerNames } from './handlerNames.ts';
import { isBound } from './markup.ts';
import { programOf } from './program.ts';
import type { Project } from './project.ts';
import { isPackaged } from './resolve.ts';
import { tagsOf } from './templates.ts';
import type { Unit } from './units.ts';

/** https://developers.weixin.qq.com/miniprogram/dev/framework/view/wxml/event.html */
const EVENT = /^(?:capture-)?(?:bind|catch|mut-bind)(?::\w|[a-z])/;

/** Whether each handler that a template names is in its script: a tap on a missing one does nothing. */
export function checkHandlers(project: Project): Finding[] {
  const own = project.units.filter(({ kind, path }) => kind !== 'app' && !isPackaged(path));
  return own.flatMap((unit) => checkUnit(project, unit));
}

function checkUnit(project: Project, unit: Unit): Finding[] {
  const program = programOf(project.root);
  const script = program.getSourceFile(join(project.root, `${unit.path}.ts`));
  const names = script ? handlerNames(script, program.getTypeChecker()) : null;
  if (names === null) return [];
  return tagsOf(project, unit)
    .filter(({ file }) => !isPackaged(file))
    .flatMap(({ file, attributes }) =>
      attributes
        .filter(({ name, value }) => EVENT.test(name) && value !== '' && !isBound(value) && !names.has(value))
        .map(({ name, value, line }) => ({
          file,
          line,
          message: `${name}="${value}": ${unit.path}.ts has no ${value}`,
        })),
    );
}
