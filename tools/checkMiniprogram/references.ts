import ts from 'typescript';
import { lineAt } from './finding.ts';
import { isBound, readMarkup, type Tag } from './markup.ts';

export type ReferenceKind =
  | 'script'
  | 'scriptLater'
  | 'wxs'
  | 'template'
  | 'style'
  | 'image'
  | 'component'
  | 'data';

/** What a file needs, as it is written there. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly specifier: string;
  readonly line: number;
}

const IMAGE = /^[\w./-]+\.(?:png|jpe?g|gif|svg|webp)$/i;

/** What a file of the mini-program needs. Its .json is read elsewhere (units.ts). */
export function referencesOf(file: string, text: string): Reference[] {
  if (/\.(?:ts|js|wxs)$/.test(file)) return inScript(file, text);
  if (file.endsWith('.wxml')) return readMarkup(text).flatMap(inTag);
  if (file.endsWith('.wxss')) return inStyle(text);
  return [];
}

function inScript(file: string, text: string): Reference[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const kind = file.endsWith('.wxs') ? 'wxs' : 'script';
  const found: Reference[] = [];
  const visit = (node: ts.Node): void => {
    const named = namedBy(node, kind);
    if (named && ts.isStringLiteralLike(named.at)) {
      found.push({
        kind: named.kind,
        specifier: named.at.text,
        line: lineAt(text, named.at.getStart(source)),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Where a node of a script names a file. Imports of types are left out: compilers erase them. */
function namedBy(node: ts.Node, kind: 'script' | 'wxs'): { kind: ReferenceKind; at: ts.Expression } | null {
  if (ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly) {
    return { kind, at: node.moduleSpecifier };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.isTypeOnly) {
    return { kind, at: node.moduleSpecifier };
  }
  if (ts.isCallExpression(node) && node.arguments[0]) {
    const called = calledLoader(node.expression);
    return called && { kind: called === 'later' ? 'scriptLater' : kind, at: node.arguments[0] };
  }
  return isImage(node) ? { kind: 'image', at: node } : null;
}

function isImage(node: ts.Node): node is ts.StringLiteralLike {
  return ts.isStringLiteralLike(node) && node.text.startsWith('/') && IMAGE.test(node.text);
}

/** `require.async` may cross from one package into another, `require` may not. */
function calledLoader(callee: ts.Expression): 'now' | 'later' | null {
  if (ts.isIdentifier(callee)) return callee.text === 'require' ? 'now' : null;
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return 'now';
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return null;
  return callee.expression.text === 'require' && callee.name.text === 'async' ? 'later' : null;
}

const SOURCES: Readonly<Record<string, ReferenceKind>> = {
  import: 'template',
  include: 'template',
  wxs: 'wxs',
};

function inTag(tag: Tag): Reference[] {
  return tag.attributes.flatMap(({ name, value, line }): Reference[] => {
    const kind = name === 'src' ? SOURCES[tag.name] : undefined;
    if (kind) return [{ kind, specifier: value, line }];
    return IMAGE.test(value) && !isBound(value) ? [{ kind: 'image', specifier: value, line }] : [];
  });
}

function inStyle(text: string): Reference[] {
  const plain = withoutComments(text);
  return [...plain.matchAll(/@import\s+(?:url\()?["']([^"']+)["']/g)].map((match) => ({
    kind: 'style',
    specifier: match[1] ?? '',
    line: lineAt(text, match.index),
  }));
}

/** Blanks the comments of a style sheet; what is left stays on its line. */
export function withoutComments(style: string): string {
  return style.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
}
