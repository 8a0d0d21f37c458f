import { isLocalRun } from './localRun.ts';

/** What `npm run tcb` was called with: its own options, and the rest for the CLI. */
export interface Wrapped {
  readonly origin: string;
  /** Who calls the function that `fn run` runs. */
  readonly openid: string | null;
  readonly args: readonly string[];
}

const DEFAULT_PORT = '5300';
/** What WeChat's openids are made of; a `;` or a `=` would end the value in what the runtime reads. */
const OPENID = /^[\w-]{1,64}$/;

/**
 * @param port the variable PORT
 * @throws Error that says in one line what is wrong
 */
export function readWrapped(argv: readonly string[], port: string | undefined): Wrapped {
  const { value: origin, rest } = taken(argv, '--origin');
  const { value: openid, rest: args } = taken(rest, '--as');
  if (openid !== null && !OPENID.test(openid)) throw new Error(`"${openid}" is not an openid`);
  if (openid !== null && !isLocalRun(args)) {
    throw new Error('--as is for fn run only: who deploys or invokes is an administrator');
  }
  return {
    origin: origin ?? `http://127.0.0.1:${port || DEFAULT_PORT}`,
    openid,
    args,
  };
}

export function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h';
}

/** One of our own options, wherever it stands: `--as o-1` or `--as=o-1`. */
function taken(
  argv: readonly string[],
  option: string,
): { readonly value: string | null; readonly rest: readonly string[] } {
  const at = argv.findIndex((arg) => arg === option || arg.startsWith(`${option}=`));
  if (at === -1) return { value: null, rest: argv };
  const joined = argv[at] !== option;
  const value = joined ? argv[at]?.slice(option.length + 1) : argv[at + 1];
  if (!value || value.startsWith('-')) throw new Error(`${option} has no value`);
  return { value, rest: [...argv.slice(0, at), ...argv.slice(at + (joined ? 1 : 2))] };
}
