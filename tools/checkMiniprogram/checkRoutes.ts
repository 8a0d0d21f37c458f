import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { pagesOf, subpackagesOf, tabPagesOf } from './configuration.ts';
import { type Finding, lineAt } from './finding.ts';
import { attribute, isBound, readMarkup, type Tag } from './markup.ts';
import type { Project } from './project.ts';
import { isPackaged } from './resolve.ts';

/** A place where an address of a page is written. */
interface Route {
  readonly url: string;
  readonly line: number;
  /** How it is opened, where that is written beside it: `navigateTo`, `switchTab`, … */
  readonly opens: string | null;
}

/** Whether each address of a page that is written down leads to a page, and tabs are opened as tabs. */
export function checkRoutes(project: Project): Finding[] {
  const isAddress = addressPattern(project);
  return [...project.files.keys()]
    .filter((file) => !isPackaged(file))
    .flatMap((file) => {
      const text = readFileSync(join(project.root, file), 'utf8');
      return routesIn(file, text)
        .map((route) => ({ ...route, url: posix.normalize(posix.join('/', absolute(file, route.url))) }))
        .filter(({ url }) => isAddress.test(url))
        .flatMap((route) => checkRoute(project, file, route));
    });
}

/** Only what begins as pages do: `/images/a.png` is none. */
function addressPattern({ app }: Project): RegExp {
  const starts = [
    ...(app.pages ?? []).map((page) => page.split('/')[0]),
    ...subpackagesOf(app).map(({ root }) => root),
  ];
  return new RegExp(`^/(?:${[...new Set(starts)].join('|')})/(?!.*\\.\\w+$)`);
}

const absolute = (file: string, url: string): string =>
  url.startsWith('/') ? url : posix.join(posix.dirname(file), url);

function checkRoute(project: Project, file: string, { url, line, opens }: Route): Finding[] {
  const [path = '', query] = url.split('?');
  const page = path.slice(1);
  const found = (message: string): Finding[] => [{ file, line, message: `${path} ${message}` }];
  if (!pagesOf(project.app).includes(page)) return found('is no page');
  const isTab = tabPagesOf(project.app).includes(page);
  if (opens === 'switchTab' && !isTab) return found('is no tab: switchTab cannot open it');
  if (opens === 'switchTab' && query !== undefined) return found('is a tab: it is given no query');
  if (isTab && (opens === 'navigateTo' || opens === 'redirectTo'))
    return found('is a tab: only switchTab opens it');
  return [];
}

function routesIn(file: string, text: string): Route[] {
  if (file.endsWith('.wxml')) return readMarkup(text).flatMap(ofTag);
  return file.endsWith('.ts') || file.endsWith('.js') ? ofScript(file, text) : [];
}

const OPEN_TYPES: Readonly<Record<string, string>> = { navigate: 'navigateTo', redirect: 'redirectTo' };

function ofTag(tag: Tag): Route[] {
  const openType = attribute(tag, 'open-type')?.value ?? 'navigate';
  return tag.attributes
    .filter(
      ({ name, value }) => !isBound(value.split('?')[0] ?? '') && (value.startsWith('/') || name === 'url'),
    )
    .map(({ name, value, line }) => ({
      url: value,
      line,
      opens: tag.name === 'navigator' && name === 'url' ? (OPEN_TYPES[openType] ?? openType) : null,
    }));
}

function ofScript(file: string, text: string): Route[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const routes: Route[] = [];
  const visit = (node: ts.Node): void => {
    const url = addressIn(node);
    if (url !== null) routes.push({ url, line: lineAt(text, node.getStart(source)), opens: openedBy(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return routes;
}

/** A whole text, or the beginning of one whose query is filled in. */
function addressIn(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text.startsWith('/') ? node.text : null;
  if (!ts.isTemplateExpression(node) || !node.head.text.startsWith('/')) return null;
  return node.head.text.includes('?') ? node.head.text : null;
}

/** `wx.navigateTo({ url: … })` → `navigateTo` */
function openedBy(node: ts.Node): string | null {
  const property = node.parent;
  if (!ts.isPropertyAssignment(property) || !ts.isCallExpression(property.parent.parent)) return null;
  const callee = property.parent.parent.expression;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : null;
}
