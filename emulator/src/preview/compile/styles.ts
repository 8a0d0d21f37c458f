import { join } from 'node:path';
import type { Declaration, Root } from 'postcss';
import { toBrowserCondition, toBrowserStyle } from '../runtime/engine/lengths.ts';
import type { Analysis } from './analyze.ts';
import type { ComponentSource } from './components.ts';
import { isFile } from './folders.ts';
import { iconFontFile, useLocalIcons } from './icon-font.ts';
import { outwardPart, type StyleTarget, selectorTranslator } from './selectors.ts';
import { isKeyframe, readStyleSheet, reportAt } from './style-sheet.ts';

export interface CompiledStyles {
  readonly css: string;
  /** What the style sheet loads, by path below the phone's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** All style sheets as one: that of the app, those of components, those of pages, so that a page has the last word. */
export function compileStyles(analysis: Analysis): CompiledStyles {
  const compiler = new StyleCompiler(analysis);
  compiler.add(join(analysis.tree.root, 'app.wxss'), {});
  const { components } = analysis;
  for (const component of components.filter(({ isPage }) => !isPage)) compiler.addOf(component);
  for (const page of components.filter(({ isPage }) => isPage)) compiler.addOf(page);
  return compiler.result();
}

class StyleCompiler {
  readonly #analysis: Analysis;
  readonly #parts: string[] = [];
  #usesIcons = false;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  addOf({ base, path, isPage, script, styleScope: scope }: ComponentSource): void {
    const file = `${base}.wxss`;
    const root = this.add(file, { scope, page: isPage ? path : undefined });
    if (root && !isPage && this.#analysis.tree.isOwn(script)) this.#warnOfOutwardSelectors(root);
  }

  /** @returns the style sheet as it was written, imports included */
  add(file: string, target: StyleTarget): Root | null {
    if (!isFile(file)) return null;
    const written = readStyleSheet(file, this.#analysis);
    const root = written.clone();
    // Glyphs are told by their selectors as written.
    root.walkDecls((declaration) => this.#translateValue(declaration));
    const translate = selectorTranslator(target);
    root.walkRules((rule) => {
      if (!isKeyframe(rule)) rule.selector = translate(rule.selector);
    });
    root.walkAtRules((rule) => {
      rule.params = toBrowserCondition(rule.params);
    });
    this.#parts.push(`/* ${this.#analysis.tree.nameOf(file)} */\n${root.toString()}`);
    return written;
  }

  result(): CompiledStyles {
    const files = new Map(this.#usesIcons ? [iconFontFile()] : []);
    return { css: this.#parts.join('\n'), files };
  }

  #translateValue(declaration: Declaration): void {
    if (useLocalIcons(declaration)) this.#usesIcons = true;
    else if (declaration.value.includes('url(')) this.#checkUrls(declaration);
    declaration.value = toBrowserStyle(declaration.value);
  }

  /** WXSS loads nothing from the package, be it there or not. */
  #checkUrls(declaration: Declaration): void {
    for (const [, url = ''] of declaration.value.matchAll(/url\(\s*['"]?([^'")]*)/g)) {
      if (/^(https?:|data:|\/\/|#)/.test(url)) continue;
      const message = `WXSS cannot load the local file "${url}": show it with <image>, or write it as a data: URL.`;
      reportAt(declaration, this.#analysis.findings, message);
    }
  }

  #warnOfOutwardSelectors(root: Root): void {
    root.walkRules((rule) => {
      const part = isKeyframe(rule) ? null : outwardPart(rule.selector);
      if (part === null) return;
      const message = `A component's style sheet should select by class; "${part}" also reaches other components.`;
      reportAt(rule, this.#analysis.findings, message, 'warning');
    });
  }
}
