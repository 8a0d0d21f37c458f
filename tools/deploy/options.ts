import { parseArgs } from 'node:util';

export interface DeployOptions {
  /** Do not ask. */
  readonly yes: boolean;
  /** Where the local CloudBase is; null = the real one is meant. */
  readonly local: string | null;
  readonly envFile: string;
  /** Of which functions there is talk; null = of all. */
  readonly only: readonly string[] | null;
  readonly skipProvision: boolean;
  /** What the database is given to begin with: see `npm run db:provision`. */
  readonly seed: string | null;
  readonly operator: string | null;
}

export const USAGE =
  'npm run deploy -- [--yes] [--local [URL]] [--env FILE] [--only a,b] [--skip-provision] [--seed policies,terms] [--operator OPENID]';

/**
 * @param port of the local CloudBase if nothing is said
 * @throws Error that says what is wrong
 */
export function readOptions(argv: readonly string[], port = '5300'): DeployOptions {
  const { values } = parseArgs({
    args: argv.map(withValue),
    options: {
      yes: { type: 'boolean', default: false },
      local: { type: 'string' },
      env: { type: 'string', default: '.env' },
      only: { type: 'string' },
      'skip-provision': { type: 'boolean', default: false },
      seed: { type: 'string' },
      operator: { type: 'string' },
    },
  });
  const { local, only, seed, operator } = values;
  return {
    yes: values.yes,
    local: local === undefined ? null : local || `http://127.0.0.1:${port}`,
    envFile: values.env,
    only: only === undefined ? null : only.split(',').map((name) => name.trim()),
    skipProvision: values['skip-provision'],
    seed: seed ?? null,
    operator: operator ?? null,
  };
}

/** `--local` may stand alone, which `parseArgs` does not know: then its value is empty. */
function withValue(arg: string, index: number, args: readonly string[]): string {
  const next = args[index + 1];
  return arg === '--local' && (next === undefined || next.startsWith('-')) ? '--local=' : arg;
}
