import { migrations as own } from '../../database/migrations/index.ts';
import type { Migration } from '../../database/migrations/migration.ts';
import { redact } from '../cloud/redact.ts';
import type { CloudTarget } from '../cloud/target.ts';
import { applyStep } from './apply.ts';
import { type Cloud, openCloud } from './cloud.ts';
import { readDeclared } from './declared.ts';
import { planFor, type Wanted } from './look.ts';
import type { Plan, Step } from './plan.ts';
import { failureText } from './reason.ts';
import { readSeeds } from './seeds.ts';
import { type Patience, until } from './until.ts';
import { countText, planLines, stepText } from './words.ts';

/** What the API has accepted may take this long until it is seen. */
const PATIENCE: Patience = { tries: 20, everyMs: 1_000 };

export interface ProvisionOptions {
  readonly projectDir: string;
  /** Such as `policies,terms` or `products=goods.json`; null inserts nothing. */
  readonly seed: string | null;
  /** Openid of a person who shall be an operator; null if nobody is added. */
  readonly operator: string | null;
  /** Replace indexes that have the name of a declared one and are different, instead of reporting them. */
  readonly replaceIndexes: boolean;
  /** Asked once, after the plan was printed, if there is anything to do; null only shows the plan. */
  readonly confirm: (() => Promise<boolean>) | null;
  /** Those of database/migrations if absent. */
  readonly migrations?: readonly Migration[];
  /** Takes the lines of the plan and of what happens. No secret of the target is in them. */
  readonly print: (line: string) => void;
}

export interface Outcome {
  /** As it was printed. */
  readonly plan: Plan;
  readonly applied: number;
  /** `done`: nothing was or is left to do; `waiting`: there are steps, and nobody wanted them. */
  readonly state: 'done' | 'waiting' | 'failed';
  /** Why it failed, in one line, which was printed too; null if it did not. */
  readonly failure: string | null;
}

/**
 * Makes the database of an environment what `database/` says: collections, indexes, permissions, migrations, and
 * the documents that are asked for. Shows what it will do before it does anything, stops at the first failure, and
 * goes on from there when it is run again.
 * @throws Error if the files are wrong, or the environment cannot be looked at
 */
export async function provision(
  target: CloudTarget,
  options: ProvisionOptions,
  patience: Patience = PATIENCE,
): Promise<Outcome> {
  const { projectDir, seed, operator, replaceIndexes, confirm, migrations = own } = options;
  const print = (line: string) => options.print(redact(line, target.secrets));
  const seeds = seed === null ? [] : readSeeds(projectDir, seed, target.isLocal);
  const wanted = { declared: readDeclared(projectDir), migrations, seeds, operator, replaceIndexes };
  const cloud = openCloud(target);
  const look = () => lookAt(cloud, wanted, target);

  const plan = await look();
  for (const line of planLines(plan, target.envId)) print(line);
  const outcome = { plan, applied: 0, failure: null };
  if (plan.steps.length === 0) return { ...outcome, state: 'done' };
  if (!(await confirm?.())) return { ...outcome, state: 'waiting' };

  const fail = (applied: number, text: string): Outcome => {
    const failure = redact(text, target.secrets);
    print(`failed  ${failure}`);
    return { plan, applied, state: 'failed', failure };
  };
  let applied = 0;
  for (const step of plan.steps) {
    try {
      const remark = await applyStep(cloud, step, patience);
      print(`done    ${stepText(step)}${remark && ` (${remark})`}`);
      applied += 1;
    } catch (error) {
      return fail(applied, failureText(stepText(step), error));
    }
  }
  const left = await stepsLeft(look, patience);
  if (left.length > 0) {
    return fail(applied, `still to do after all was done: ${left.map(stepText).join('; ')}. Run this again`);
  }
  print(`${target.envId}: ${countText(applied, 'step')} done, nothing is left to do`);
  return { ...outcome, applied, state: 'done' };
}

/** 0: nothing is to do; 1: something failed; 2: steps wait, or a plan shows differences. */
export function exitCodeOf({ state, plan }: Outcome, planOnly: boolean): number {
  if (state === 'failed') return 1;
  return state === 'waiting' || (planOnly && plan.drift.length > 0) ? 2 : 0;
}

/** Looks again, until nothing is left to do or patience ends. */
async function stepsLeft(look: () => Promise<Plan>, patience: Patience): Promise<readonly Step[]> {
  let left: readonly Step[] = [];
  await until(async () => {
    left = (await look()).steps;
    return left.length === 0 ? true : null;
  }, patience);
  return left;
}

/** @throws Error in words, without secrets */
async function lookAt(cloud: Cloud, wanted: Wanted, { envId, secrets }: CloudTarget): Promise<Plan> {
  try {
    return await planFor(cloud, wanted);
  } catch (error) {
    throw new Error(redact(failureText(`${envId} cannot be looked at`, error), secrets));
  }
}
