import { posix } from 'node:path';
import type { ComponentSource } from './components.ts';
import { baseComponents } from './element-names.ts';
import type { FindingList } from './findings.ts';
import { isFile } from './folders.ts';
import { objectAt } from './json-file.ts';
import type { SourceTree } from './source-tree.ts';
import type { TemplateSource } from './templates.ts';

/** Tags of the language itself. */
const structure = new Set(['block', 'template', 'import', 'include', 'wxs', 'slot']);
const remote = /^(https?:|data:|cloud:|wxfile:|\/\/)/;

interface MarkupContext {
  readonly tree: SourceTree;
  readonly templates: ReadonlyMap<string, TemplateSource>;
  readonly findings: FindingList;
}

/** Reports what the project's own templates show that does not exist: WeChat would show nothing, and say nothing. */
export function checkMarkup(components: readonly ComponentSource[], context: MarkupContext): void {
  for (const component of components) {
    if (!context.tree.isOwn(component.script)) continue;
    const known = new Set([
      ...Object.keys(objectAt(component.config, 'usingComponents')),
      ...Object.keys(objectAt(component.config, 'componentGenerics')),
    ]);
    // An imported template may use the components of whoever imports it.
    for (const template of withImports(component.path, context.templates)) {
      checkTags(template, known, context.findings);
      checkImages(template, context);
    }
  }
}

function withImports(
  start: string,
  templates: ReadonlyMap<string, TemplateSource>,
): readonly TemplateSource[] {
  const found = new Set<TemplateSource>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const template = templates.get(path);
    if (!template || found.has(template)) continue;
    found.add(template);
    waiting.push(...template.uses);
  }
  return [...found];
}

function checkTags(
  { file, text, elements }: TemplateSource,
  known: ReadonlySet<string>,
  findings: FindingList,
): void {
  for (const { tag, offset } of elements) {
    if (structure.has(tag) || baseComponents.has(tag) || known.has(tag)) continue;
    const message = `<${tag}> is no component of WeChat, nor is it among "usingComponents".`;
    findings.error(file, { text, offset }, message);
  }
}

function checkImages(
  { path, file, text, elements }: TemplateSource,
  { tree, findings }: MarkupContext,
): void {
  for (const { tag, offset, attributes } of elements) {
    if (tag !== 'image' && tag !== 'cover-image') continue;
    const source = attributes.get('src') ?? '';
    if (source === '' || source.includes('{{') || remote.test(source)) continue;
    const target = source.startsWith('/') ? source.slice(1) : posix.join(posix.dirname(path), source);
    const image = tree.fileOf(target);
    if (image !== null && isFile(image)) continue;
    findings.error(file, { text, offset }, `The image "${source}" does not exist.`);
  }
}
