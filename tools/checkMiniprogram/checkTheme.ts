import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ofIcon } from './checkAppConfig.ts';
import { type Finding, lineAt } from './finding.ts';
import type { Project } from './project.ts';
import { isPackaged } from './resolve.ts';

type Theme = Readonly<Record<'light' | 'dark', Readonly<Record<string, string>>>>;
const MODES = ['light', 'dark'] as const;

/**
 * Whether each variable (`"@name"`) that a .json uses has a value in both modes.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/ability/darkmode.html
 */
export function checkTheme({ root, app, units }: Project): Finding[] {
  const location = app.themeLocation;
  if (app.darkmode && location === undefined) {
    return [{ file: 'app.json', line: null, message: 'darkmode needs a themeLocation' }];
  }
  const path = join(root, location ?? 'theme.json');
  // A themeLocation that is not there is found with all other files.
  const theme: Partial<Theme> =
    location !== undefined && existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const files = units.filter((unit) => !isPackaged(unit.path)).map((unit) => `${unit.path}.json`);
  return [
    ...files.flatMap((file) => undefinedIn(root, file, theme)),
    ...MODES.flatMap((mode) => Object.values(theme[mode] ?? {}))
      .filter((value) => /\.\w+$/.test(value))
      .flatMap((icon) => ofThemedIcon(root, location ?? '', icon)),
  ];
}

function undefinedIn(root: string, file: string, theme: Partial<Theme>): Finding[] {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return [...text.matchAll(/:\s*"@([^"]+)"/g)].flatMap((match) =>
    MODES.filter((mode) => theme[mode]?.[match[1] ?? ''] === undefined).map((mode) => ({
      file,
      line: lineAt(text, match.index),
      message: `@${match[1]} has no value in the ${mode} theme`,
    })),
  );
}

function ofThemedIcon(root: string, file: string, icon: string): Finding[] {
  const missing = existsSync(join(root, icon)) ? [] : [{ about: icon, message: 'is not there' }];
  return [...missing, ...ofIcon(root, icon)].map(({ about, message }) => ({
    file,
    line: null,
    message: `${about}: ${message}`,
  }));
}
