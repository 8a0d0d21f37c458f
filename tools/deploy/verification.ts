import type { CloudState } from './cloudFunctions.ts';
import { compare, type Difference } from './compare.ts';
import type { ProjectFunction } from './projectFunctions.ts';

/** A function that did not arrive as it was built. */
export interface Failure {
  readonly name: string;
  /** What is wrong with it, each in words. */
  readonly problems: readonly string[];
}

/** What the cloud has after a deployment beside what it was to have. */
export function failuresOf(wanted: readonly ProjectFunction[], cloud: CloudState): Failure[] {
  return wanted
    .map((one) => {
      const deployed = cloud.functions.get(one.name);
      const problems = deployed
        ? compare(one, deployed, cloud.paths).map(problemOf)
        : ['is not in the cloud'];
      return { name: one.name, problems };
    })
    .filter(({ problems }) => problems.length > 0);
}

/** One line a function. @param reason what the CLI said of it; empty if it said nothing */
export function failureText({ name, problems }: Failure, reason: string): string {
  return `✗ ${name}: ${problems.join('; ')}${reason && ` — the CLI said: ${reason}`}`;
}

function problemOf({ what, is, wanted, byHand }: Difference): string {
  const advice = byHand === undefined ? '' : ` (${byHand})`;
  return `${what} is ${is} instead of ${wanted}${advice}`;
}
