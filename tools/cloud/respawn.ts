import { endOf, startNode } from './nodeChild.ts';
import type { CloudTarget } from './target.ts';

/** How the target reaches the child: a variable, since others on this machine can read command lines. */
const VARIABLE = 'HOUFU_TARGET';

/**
 * Runs a tool of ours again, as a child that acts on the target: Node reads certificates and preloads only
 * when a process starts. There `targetOfParent()` is the target.
 * @param argv the tool's file and its arguments
 * @returns the child's exit code
 * @throws Error if a signal ended it
 */
export function runAgainst(target: CloudTarget, argv: readonly string[]): Promise<number> {
  const { environment, ...told } = target;
  return endOf(
    startNode(['--import', 'tsx', ...argv], {
      env: { ...environment, [VARIABLE]: JSON.stringify(told) },
      stdio: 'inherit',
    }),
  );
}

/**
 * The target that this process was started for by `runAgainst`; null if it was not. What it starts itself is
 * told nothing of it.
 */
export function targetOfParent(): CloudTarget | null {
  const { [VARIABLE]: told, ...environment } = process.env;
  if (told === undefined) return null;
  return { ...JSON.parse(told), environment };
}
