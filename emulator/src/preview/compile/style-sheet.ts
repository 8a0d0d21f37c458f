import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import postcss, { type AtRule, CssSyntaxError, type Node, type Root, type Rule } from 'postcss';
import type { FindingList } from './findings.ts';
import { isFile } from './folders.ts';
import { selectorError } from './selectors.ts';
import type { SourceTree } from './source-tree.ts';

interface StyleContext {
  readonly tree: SourceTree;
  readonly findings: FindingList;
}

/** Reads a style sheet with all that it imports in the places of the imports. What is broken is left out. */
export function readStyleSheet(file: string, context: StyleContext, seen = new Set<string>()): Root {
  seen.add(file);
  const root = parse(file, context.findings);
  root.walkRules((rule) => {
    const reason = isKeyframe(rule) ? null : selectorError(rule.selector);
    if (reason === null) return;
    reportAt(rule, context.findings, `"${rule.selector}" is not a valid selector: ${reason}.`);
    rule.remove();
  });
  root.walkAtRules('import', (rule) => {
    const reference = /^(?:url\()?\s*["']?([^"')]+)/.exec(rule.params)?.[1]?.trim() ?? '';
    const target = resolveImport(reference, file, context.tree);
    if (target === null) {
      reportAt(rule, context.findings, `There is no style sheet "${reference}".`);
      rule.remove();
    } else if (seen.has(target)) {
      rule.remove();
    } else {
      rule.replaceWith(readStyleSheet(target, context, seen).nodes);
    }
  });
  return root;
}

/** Whether it is a step of an animation, whose selector is a moment. */
export function isKeyframe({ parent }: Rule): boolean {
  return parent?.type === 'atrule' && (parent as AtRule).name.endsWith('keyframes');
}

/** Says something of the place where a rule or declaration was written. */
export function reportAt(
  node: Node,
  findings: FindingList,
  message: string,
  severity: 'error' | 'warning' = 'error',
): void {
  const { source } = node;
  const file = source?.input.file;
  if (file !== undefined) findings[severity](file, source?.start ?? null, message);
}

function parse(file: string, findings: FindingList): Root {
  try {
    return postcss.parse(readFileSync(file, 'utf8'), { from: file });
  } catch (error) {
    if (!(error instanceof CssSyntaxError)) throw error;
    const place = error.line === undefined ? null : { line: error.line, column: error.column ?? 1 };
    findings.error(file, place, `This is not valid WXSS: ${error.reason}.`);
    return postcss.root();
  }
}

/** `/x` from the root, where packages lie below `/miniprogram_npm`; else from the file that imports. */
function resolveImport(reference: string, from: string, tree: SourceTree): string | null {
  const target = reference.startsWith('/') ? tree.fileOf(reference.slice(1)) : join(dirname(from), reference);
  return target !== null && isFile(target) ? target : null;
}
