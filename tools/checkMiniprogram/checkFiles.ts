import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageOf } from './configuration.ts';
import { type Finding, lineAt } from './finding.ts';
import { filesOf, isOutside, type Project, type ResolvedReference } from './project.ts';
import { withoutComments } from './references.ts';
import { isPackaged } from './resolve.ts';

/** Whether all that is named is there, inside the mini-program, and in a package that may be reached. */
export function checkFiles(project: Project): Finding[] {
  const own = [...project.files.values()].filter(({ path }) => !isPackaged(path));
  return [
    ...own.flatMap(({ path, references }) =>
      references.flatMap((reference) => checkReference(project, path, reference)),
    ),
    ...own.flatMap(({ path }) => (path.endsWith('.wxss') ? checkStyle(project, path) : [])),
    ...project.units.filter(({ path }) => !isPackaged(path)).flatMap((unit) => checkUnit(project, unit)),
  ];
}

function checkReference(project: Project, file: string, reference: ResolvedReference): Finding[] {
  const found = (message: string): Finding[] => [{ file, line: reference.line, message }];
  const { target, specifier, kind } = reference;
  if (target === null) return found(`${specifier} is not there`);
  if (isOutside(target)) return found(`${specifier} lies outside of the mini-program: import its types only`);
  if (/\.test\.ts$/.test(target)) return found(`${specifier} is a test: it would be shipped`);
  const here = packageOf(project.app, file);
  const there = packageOf(project.app, target);
  // https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages/basic.html
  if (kind === 'scriptLater' || there === '' || there === here) return [];
  return found(`${specifier} is in the subpackage ${there}, which may not be there yet`);
}

/** https://developers.weixin.qq.com/miniprogram/dev/framework/view/wxss.html */
function checkStyle(project: Project, file: string): Finding[] {
  const text = withoutComments(readFileSync(join(project.root, file), 'utf8'));
  return [...text.matchAll(/url\(\s*["']?(?!data:|https:|["'])([^)"']+)/g)]
    .filter(({ index }) => !/@import\s*$/.test(text.slice(0, index)))
    .map((match) => ({
      file,
      line: lineAt(text, match.index),
      message: `${match[1]}: a style sheet can load nothing but data: and https:`,
    }));
}

function checkUnit(project: Project, unit: Project['units'][number]): Finding[] {
  const files = filesOf(project.root, unit);
  const has = (...endings: string[]) => endings.some((ending) => files.includes(unit.path + ending));
  const missing = (file: string): Finding => ({ file, line: null, message: 'is not there' });
  return [
    ...(has('.ts', '.js') ? [] : [missing(`${unit.path}.ts`)]),
    ...(has('.wxml') || unit.kind === 'app' ? [] : [missing(`${unit.path}.wxml`)]),
    ...(unit.kind === 'component' && unit.config.component !== true
      ? [
          {
            file: `${unit.path}.json`,
            line: null,
            message: 'is used as a component: "component": true is missing',
          },
        ]
      : []),
  ];
}
