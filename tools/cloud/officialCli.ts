import { createRequire } from 'node:module';
import { isLocalRun } from './localRun.ts';
import { endOf, startNode } from './nodeChild.ts';
import { redactor } from './redact.ts';
import type { CloudTarget } from './target.ts';

export interface CliOptions {
  /** Where cloudbaserc.json is. */
  readonly projectDir: string;
  /** Is given what the CLI prints while it prints it, without secrets. Nothing is shown if it is absent. */
  readonly show?: (text: string) => void;
  /** On top of the target's. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface CliRun {
  readonly exitCode: number;
  /** All that it printed on both outputs, without secrets. */
  readonly output: string;
}

/**
 * Runs the official, unmodified CLI of CloudBase as `tcb <args>` against the target. What it asks is answered
 * by who sits at the keyboard. Its exit code alone does not tell a success: see `hiddenFailure`.
 * @throws Error if a signal ended it
 */
export async function runOfficialCli(
  target: Pick<CloudTarget, 'environment' | 'secrets'>,
  args: readonly string[],
  { projectDir, show = () => undefined, environment = {} }: CliOptions,
): Promise<CliRun> {
  const program = createRequire(import.meta.url).resolve('@cloudbase/cli/bin/tcb');
  const child = startNode([program, ...args], {
    cwd: projectDir,
    env: { ...withoutProxyOfFunctions(target.environment, args), ...environment },
    stdio: ['inherit', 'pipe', 'pipe'],
  });
  let output = '';
  const print = (text: string) => {
    output += text;
    show(text);
  };
  for (const stream of [child.stdout, child.stderr]) {
    const { push, end } = redactor(target.secrets);
    stream?.setEncoding('utf8');
    stream?.on('data', (piece: string) => print(push(piece)));
    stream?.on('end', () => print(end()));
  }
  return { exitCode: await endOf(child), output };
}

/**
 * What runs a function hands its own environment on: with a proxy in it the SDKs would send the database's
 * requests there.
 */
function withoutProxyOfFunctions(
  { http_proxy, ...others }: Readonly<Record<string, string>>,
  args: readonly string[],
): Readonly<Record<string, string>> {
  return isLocalRun(args) || http_proxy === undefined ? others : { ...others, http_proxy };
}
