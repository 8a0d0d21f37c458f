import { readFileSync } from 'node:fs';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { ComponentSource } from './components.ts';
import type { FindingList } from './findings.ts';
import { isFile } from './folders.ts';
import { type MarkupElement, scanMarkup } from './markup.ts';
import type { SourceTree } from './source-tree.ts';
import { checkWxs, modulePath, modulesRequired, toJavaScript, type WxsSource, wxsGlobals } from './wxs.ts';

/** A template and the elements in it, for further checks. */
export interface TemplateSource {
  readonly path: string;
  readonly file: string;
  readonly text: string;
  readonly elements: readonly MarkupElement[];
  /** Paths of the templates that it imports or includes. */
  readonly uses: readonly string[];
}

export interface CompiledTemplates {
  /** A JavaScript expression: the object that the runtime is set up with, templates by path. */
  readonly code: string;
  readonly sources: ReadonlyMap<string, TemplateSource>;
}

const excerptChars = 80;

/** What the compiler says of a template; lines and columns from 0. */
interface Diagnostic {
  readonly message: string;
  readonly startLine: number;
  readonly startColumn: number;
}

/** Compiles the templates of these components, and all that they import. */
export async function compileTemplates(
  tree: SourceTree,
  components: readonly ComponentSource[],
  findings: FindingList,
  isDevelopment: boolean,
): Promise<CompiledTemplates> {
  const group = isDevelopment ? TmplGroup.newDev() : new TmplGroup();
  try {
    group.setExtraRuntimeScript(wxsGlobals);
    const compiler = new TemplateCompiler(tree, group, findings);
    for (const { path } of components) compiler.add(path);
    await compiler.checked();
    return { code: group.getTmplGenObjectGroups(), sources: compiler.sources };
  } finally {
    group.free();
  }
}

class TemplateCompiler {
  readonly sources = new Map<string, TemplateSource>();
  readonly #scripts = new Set<string>();
  readonly #checks: Promise<void>[] = [];
  readonly #tree: SourceTree;
  readonly #group: TmplGroup;
  readonly #findings: FindingList;

  constructor(tree: SourceTree, group: TmplGroup, findings: FindingList) {
    this.#tree = tree;
    this.#group = group;
    this.#findings = findings;
  }

  async checked(): Promise<void> {
    await Promise.all(this.#checks);
  }

  /** @returns whether there is such a template */
  add(path: string): boolean {
    if (this.sources.has(path)) return true;
    const base = this.#tree.fileOf(path);
    const file = `${base}.wxml`;
    if (base === null || !isFile(file)) return false;
    const text = readFileSync(file, 'utf8');
    this.#report(file, text, this.#group.addTmpl(path, text));
    const uses = this.#group.getDirectDependencies(path) as string[];
    const source: TemplateSource = { path, file, text, elements: scanMarkup(text), uses };
    this.sources.set(path, source);
    this.#addInlineScripts(source);
    for (const used of uses) {
      if (!this.add(used)) this.#reportMissing(source, ['import', 'include'], used);
    }
    for (const script of this.#group.getScriptDependencies(path) as string[]) {
      if (!this.#addScript(script)) this.#reportMissing(source, ['wxs'], script);
    }
    return true;
  }

  /** glass-easel forgives what WeChat's compiler refuses, such as a missing end tag: warnings count as well. */
  #report(file: string, text: string, diagnostics: readonly Diagnostic[]): void {
    const lines = text.split('\n');
    for (const { message, startLine, startColumn } of diagnostics) {
      const excerpt = excerptOf(lines[startLine] ?? '', startColumn);
      const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}: ${excerpt}`;
      this.#findings.error(file, { line: startLine + 1, column: startColumn + 1 }, sentence);
    }
  }

  #addInlineScripts({ path, file, text, elements }: TemplateSource): void {
    for (const name of this.#group.getInlineScriptModuleNames(path) as string[]) {
      const wxs = this.#group.getInlineScript(path, name);
      this.#group.setInlineScript(path, name, toJavaScript(wxs));
      const element = elements.find(
        ({ tag, attributes }) => tag === 'wxs' && attributes.get('module') === name,
      );
      this.#check({ file, wxs, place: element ? { text, offset: element.offset } : null });
      this.#addRequired(wxs, path, file, text);
    }
  }

  /** @returns whether there is such a script */
  #addScript(path: string): boolean {
    if (this.#scripts.has(path)) return true;
    const base = this.#tree.fileOf(path);
    const file = `${base}.wxs`;
    if (base === null || !isFile(file)) {
      // Templates load their scripts at once: one that is missing would stop all of them.
      this.#group.addScript(path, '');
      return false;
    }
    this.#scripts.add(path);
    const wxs = readFileSync(file, 'utf8');
    this.#group.addScript(path, toJavaScript(wxs));
    this.#check({ file, wxs, place: null });
    this.#addRequired(wxs, path, file, wxs);
    return true;
  }

  #addRequired(wxs: string, path: string, file: string, text: string): void {
    for (const required of modulesRequired(wxs, path)) {
      if (this.#addScript(required)) continue;
      const offset = text.indexOf(required.slice(required.lastIndexOf('/') + 1));
      this.#findings.error(file, { text, offset }, `There is no script "${required}.wxs".`);
    }
  }

  #check(source: WxsSource): void {
    // Checking those of libraries would only take time.
    if (this.#tree.isOwn(source.file)) this.#checks.push(checkWxs(source, this.#findings));
  }

  #reportMissing(
    { path, file, text, elements }: TemplateSource,
    tags: readonly string[],
    target: string,
  ): void {
    const element = elements.find(({ tag, attributes }) => {
      const reference = attributes.get('src') ?? '';
      return tags.includes(tag) && modulePath(reference, path).replace(/\.wxml$/, '') === target;
    });
    const reference = element?.attributes.get('src') ?? target;
    const place = element ? { text, offset: element.offset } : null;
    this.#findings.error(file, place, `There is no file "${reference}".`);
  }
}

/** The part of a line around a column: templates of libraries are one long line. */
function excerptOf(line: string, column: number): string {
  const start = line.length <= excerptChars ? 0 : Math.max(0, column - excerptChars / 4);
  return line.slice(start, start + excerptChars).trim();
}
