import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions } from '../build/functions.ts';
import { hiddenFailure } from './hiddenFailure.ts';
import { isLocalRun, localRunEnvironment, withUserInfo } from './localRun.ts';
import { type CliOptions, type CliRun, runOfficialCli } from './officialCli.ts';
import type { LocalTarget } from './target.ts';
import type { Wrapped } from './wrapped.ts';

/** How a run of the CLI ended, whatever it says itself. */
export interface Outcome extends CliRun {
  /** What failed although the CLI ended with 0; then `exitCode` is 1. */
  readonly failure: string | null;
}

/**
 * Runs the official CLI against the local CloudBase, and a function with everything that it has around it
 * there.
 */
export async function runWrapped(
  target: LocalTarget,
  { openid, args }: Pick<Wrapped, 'openid' | 'args'>,
  options: CliOptions,
): Promise<Outcome> {
  const run = isLocalRun(args)
    ? await runFunction(target, openid, args, options)
    : await runOfficialCli(target, args, options);
  const failure = run.exitCode === 0 ? hiddenFailure(args, run.output) : null;
  return { ...run, failure, exitCode: failure === null ? run.exitCode : 1 };
}

async function runFunction(
  target: LocalTarget,
  openid: string | null,
  args: readonly string[],
  options: CliOptions,
): Promise<CliRun> {
  await buildIfMissing(options.projectDir, args);
  const caller = openid === null ? null : { openid, appId: target.appId };
  return runOfficialCli(target, caller ? withUserInfo(args, caller) : args, {
    ...options,
    environment: localRunEnvironment(target, caller),
  });
}

/** `fn run` runs what was built: what has sources, and nothing built of them, is built first. */
async function buildIfMissing(projectDir: string, args: readonly string[]): Promise<void> {
  const name = args[args.indexOf('--name') + 1] ?? '';
  const there = (...path: readonly string[]) => existsSync(join(projectDir, ...path));
  if (there('cloudfunctions', name, 'index.ts') && !there('dist', 'cloudfunctions', name, 'index.js'))
    await buildFunctions(projectDir);
}
