import { parseArgs } from 'node:util';

export interface ProvisionArguments {
  /** Of the local CloudBase; null means the real cloud. */
  readonly localOrigin: string | null;
  readonly envFile: string;
  readonly planOnly: boolean;
  readonly yes: boolean;
  readonly seed: string | null;
  readonly operator: string | null;
  readonly replaceIndexes: boolean;
}

export const HELP = `npm run db:provision -- [options]    makes the database of an environment what database/ says

  --plan                 only show what would be done: ends with 0 if nothing is to do, 2 if steps or differences are there
  --yes                  do it without asking, for pipelines
  --seed NAMES           insert what is not there: policies,terms (of database/seed/), products=FILE
  --operator OPENID      make this person an operator of the merchant
  --replace-indexes      replace indexes that have the name of a declared one and are different
  --local [URL]          the local CloudBase (http://127.0.0.1:5300, or the port in PORT) instead of the real cloud
  --env FILE             names the environment: HOUFU_ENV_ID (.env)

Nothing is ever dropped or overwritten. Ends with 1 if something failed: run it again, it goes on from there. database/README.md says more.`;

/** @throws Error that says in one line what is wrong */
export function readArguments(argv: readonly string[], port: string | undefined): ProvisionArguments {
  const { values } = parseArgs({
    args: withLocalOrigin(argv, `http://127.0.0.1:${port || '5300'}`),
    options: {
      plan: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      seed: { type: 'string' },
      operator: { type: 'string' },
      'replace-indexes': { type: 'boolean', default: false },
      local: { type: 'string' },
      env: { type: 'string', default: '.env' },
    },
  });
  return {
    localOrigin: values.local ?? null,
    envFile: values.env,
    planOnly: values.plan,
    yes: values.yes,
    seed: values.seed ?? null,
    operator: values.operator ?? null,
    replaceIndexes: values['replace-indexes'],
  };
}

/** `--local` may stand alone. */
function withLocalOrigin(argv: readonly string[], origin: string): string[] {
  return argv.flatMap((arg, at) => {
    const isAlone = arg === '--local' && (argv[at + 1] ?? '-').startsWith('-');
    return isAlone ? [arg, origin] : [arg];
  });
}
