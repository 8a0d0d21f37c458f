import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type AppConfig, pagesOf, subpackagesOf, type Tab } from './configuration.ts';
import { type Finding, lineOf } from './finding.ts';
import type { Project } from './project.ts';
import { isFile } from './resolve.ts';

const FILE = 'app.json';
/** https://developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html#tabBar */
const TABS = { least: 2, most: 5, maxIconBytes: 40 * 1024 };

/** Whether app.json names pages, packages and icons that are there, as its documentation asks for. */
export function checkAppConfig({ root, app }: Project): Finding[] {
  const text = readFileSync(join(root, FILE), 'utf8');
  const problems = [...ofPages(app), ...ofSubpackages(app), ...ofPreloads(app), ...ofTabs(root, app)];
  return problems.map(({ about, message }) => ({
    file: FILE,
    line: lineOf(text, `"${about}"`),
    message: `${about}: ${message}`,
  }));
}

interface Problem {
  readonly about: string;
  readonly message: string;
}

const problem = (about: string, message: string): Problem => ({ about, message });

function ofPages(app: AppConfig): Problem[] {
  const pages = pagesOf(app);
  const twice = pages.filter((page, index) => pages.indexOf(page) !== index);
  const entry = app.entryPagePath;
  return [
    ...((app.pages ?? []).length === 0 ? [problem('pages', 'the main package needs one at least')] : []),
    ...twice.map((page) => problem(page, 'is listed twice')),
    ...(entry === undefined || pages.includes(entry) ? [] : [problem(entry, 'is no page')]),
  ];
}

function ofSubpackages(app: AppConfig): Problem[] {
  const roots = subpackagesOf(app).map(({ root }) => root);
  return [
    ...roots.flatMap((root) => {
      const outer = roots.find((one) => one !== root && root.startsWith(`${one}/`));
      return outer === undefined ? [] : [problem(root, `lies in the subpackage ${outer}`)];
    }),
    ...(app.pages ?? [])
      .filter((page) => roots.some((root) => page.startsWith(`${root}/`)))
      .map((page) => problem(page, 'is a page of the main package, but lies in a subpackage')),
  ];
}

function ofPreloads(app: AppConfig): Problem[] {
  const pages = pagesOf(app);
  const packages = ['__APP__', ...subpackagesOf(app).flatMap(({ root, name }) => [root, name])];
  return Object.entries(app.preloadRule ?? {}).flatMap(([page, rule]) => [
    ...(pages.includes(page) ? [] : [problem(page, 'is no page')]),
    ...(rule.packages ?? [])
      .filter((name) => !packages.includes(name.replace(/\/$/, '')))
      .map((name) => problem(name, 'is no subpackage')),
  ]);
}

function ofTabs(root: string, app: AppConfig): Problem[] {
  if (!app.tabBar) return [];
  const list = app.tabBar.list ?? [];
  const count = list.length >= TABS.least && list.length <= TABS.most;
  return [
    ...(count ? [] : [problem('tabBar', `${list.length} tabs; ${TABS.least} to ${TABS.most} are allowed`)]),
    ...list.flatMap((tab) => ofTab(root, app, tab)),
  ];
}

function ofTab(root: string, app: AppConfig, tab: Tab): Problem[] {
  const page = tab.pagePath ?? '';
  // Icons that change with the theme begin with @ (checkTheme.ts).
  const icons = [tab.iconPath, tab.selectedIconPath].filter(
    (icon) => icon !== undefined && !icon.startsWith('@'),
  );
  return [
    ...(app.pages?.includes(page) ? [] : [problem('tabBar', `${page} is no page of the main package`)]),
    ...(tab.text ? [] : [problem('tabBar', `${page} needs a text`)]),
    ...icons.flatMap((icon) => ofIcon(root, String(icon))),
  ];
}

/** That it is there is checked with all files (checkFiles.ts). */
export function ofIcon(root: string, icon: string): Problem[] {
  if (!/\.(?:png|jpe?g)$/i.test(icon)) return [problem(icon, 'the icon of a tab is a png or jpg')];
  const path = join(root, icon);
  if (!isFile(path) || statSync(path).size <= TABS.maxIconBytes) return [];
  return [problem(icon, `has ${statSync(path).size} bytes; ${TABS.maxIconBytes} are allowed`)];
}
