import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a program needs of the shell it is started from. Nothing that names a home, a login or a proxy. */
const NEEDED = new Set([
  'PATH',
  'PATHEXT',
  'COMSPEC',
  'SYSTEMROOT',
  'WINDIR',
  'TEMP',
  'TMP',
  'TMPDIR',
  'TERM',
  'COLORTERM',
  'NO_COLOR',
  'FORCE_COLOR',
  'CI',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
]);

/** The shell's environment without what is the user's own, and with another home. */
export function environmentWithHome(shell: Environment, home: string): Record<string, string> {
  const kept = Object.entries(shell).flatMap(([name, value]) =>
    // Windows does not tell `Path` from `PATH`.
    value !== undefined && NEEDED.has(name.toUpperCase()) ? [[name, value] as const] : [],
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, 'AppData', 'Roaming'),
    LOCALAPPDATA: join(home, 'AppData', 'Local'),
    NO_UPDATE_NOTIFIER: '1',
  };
}
