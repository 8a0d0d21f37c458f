import type { CloudState } from './cloudFunctions.ts';
import { compare, comparePath, type Difference, obsoleteTimers } from './compare.ts';
import { CONFIG_NAME, type ProjectFunction } from './projectFunctions.ts';

/** What is to be done with one function. */
export interface PlannedFunction {
  readonly name: string;
  readonly kind: 'new' | 'changed' | 'unchanged';
  /** Of the one in the cloud; empty unless `changed`. */
  readonly differences: readonly Difference[];
  /** Timers that the cloud has and that must go first. */
  readonly obsoleteTimers: readonly string[];
}

/**
 * @param only names of functions; null = all
 * @throws Error that names one that is not there
 */
export function chosenFunctions(
  all: readonly ProjectFunction[],
  only: readonly string[] | null,
): readonly ProjectFunction[] {
  const unknown = only?.find((name) => !all.some((one) => one.name === name));
  if (unknown !== undefined) throw new Error(`there is no function ${unknown} in ${CONFIG_NAME}`);
  return only === null ? all : all.filter(({ name }) => only.includes(name));
}

export function planDeployment(wanted: readonly ProjectFunction[], cloud: CloudState): PlannedFunction[] {
  return wanted.map((one) => {
    const deployed = cloud.functions.get(one.name);
    if (!deployed) {
      // Of a function that is not there, only the path can be in the way.
      const differences = comparePath(one, cloud.paths).filter(({ byHand }) => byHand !== undefined);
      return { name: one.name, kind: 'new', differences, obsoleteTimers: [] };
    }
    const differences = compare(one, deployed, cloud.paths);
    return {
      name: one.name,
      kind: differences.length > 0 ? 'changed' : 'unchanged',
      differences,
      obsoleteTimers: obsoleteTimers(one, deployed),
    };
  });
}

/** What a person must do before anything is deployed; one line each. */
export function obstaclesOf(plan: readonly PlannedFunction[]): string[] {
  return plan.flatMap(({ name, differences }) =>
    differences.flatMap(({ what, is, byHand }) =>
      byHand === undefined ? [] : [`${name}: ${what} is ${is}: ${byHand}`],
    ),
  );
}

/** What the cloud has beyond the project: told, and left alone. */
export function remarksOf(wanted: readonly ProjectFunction[], cloud: CloudState): string[] {
  const extraPaths = cloud.paths.filter(({ path, functionName }) =>
    wanted.some((one) => one.name === functionName && one.path !== path),
  );
  return [
    ...cloud.others.map((name) => `${name} is in the cloud and not in this project: left alone`),
    ...extraPaths.map(
      ({ path, functionName }) =>
        `${functionName} is reachable at ${path} as well: left alone, callbacks may still come there`,
    ),
    ...(cloud.isHttpOn || wanted.every(({ path }) => path === null)
      ? []
      : ['HTTP access of the environment is switched off: npx tcb service switch']),
  ];
}

/** The plan as it is shown. */
export function planText(plan: readonly PlannedFunction[], remarks: readonly string[]): string {
  const width = Math.max(...plan.map(({ name }) => name.length));
  const lines = plan
    .filter(({ kind }) => kind !== 'unchanged')
    .map(({ name, kind, differences }) => {
      const [mark, text] = kind === 'new' ? ['+', 'new'] : ['~', differences.map(changeText).join(', ')];
      return `${mark} ${name.padEnd(width)}  ${text}`;
    });
  const unchanged = plan.filter(({ kind }) => kind === 'unchanged').length;
  if (unchanged > 0) lines.push(`= ${unchanged} as deployed`);
  return [...lines, ...remarks.map((remark) => `! ${remark}`)].join('\n');
}

function changeText({ what, is, wanted }: Difference): string {
  return `${what}: ${is} → ${wanted}`;
}
