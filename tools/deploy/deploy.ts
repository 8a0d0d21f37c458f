import { join, resolve } from 'node:path';
import { buildFunctions } from '../build/functions.ts';
import { redact } from '../cloud/redact.ts';
import type { CloudTarget } from '../cloud/target.ts';
import { checkPermissions } from '../doctor/environmentFile.ts';
import { examine } from '../doctor/examine.ts';
import { type Finding, report } from '../doctor/finding.ts';
import { provision } from '../provision/index.ts';
import { CloudFunctions } from './cloudFunctions.ts';
import { deployChanged } from './deployChanged.ts';
import type { DeployOptions } from './options.ts';
import {
  chosenFunctions,
  obstaclesOf,
  type PlannedFunction,
  planDeployment,
  planText,
  remarksOf,
} from './plan.ts';
import { CONFIG_NAME, type ProjectFunction, readProjectFunctions } from './projectFunctions.ts';
import { withVariablesSecret } from './secrets.ts';
import { type Deployed, summaryText } from './summary.ts';
import { failuresOf, failureText } from './verification.ts';

export interface Deployment extends DeployOptions {
  readonly projectDir: string;
  /** Takes what is printed, piece by piece. */
  readonly write: (text: string) => void;
  /** Whether the person at the keyboard says yes. */
  readonly ask: (question: string) => Promise<boolean>;
}

/**
 * Brings this project into an environment: builds, checks, provisions, deploys what is not there yet, and
 * believes nothing of it before it has read all of it back.
 * @throws Error that says in one line why it stopped
 */
export async function deploy(given: CloudTarget, options: Deployment): Promise<void> {
  const startedMs = performance.now();
  const { projectDir } = options;
  options.write(heading(`1. Build for ${given.envId}, ${given.origin ?? 'in the cloud'}`));
  await buildFunctions(projectDir);
  const all = readProjectFunctions(projectDir, given.environment);
  const wanted = chosenFunctions(all, options.only);
  const target = withVariablesSecret(given, all);
  const write = (text: string) => options.write(redact(text, target.secrets));
  write(`${wanted.length} functions\n`);
  try {
    const deployed = await deployBuilt(target, { ...options, write }, all, wanted);
    if (deployed) write(summaryText(target, wanted, deployed, performance.now() - startedMs));
  } catch (error) {
    throw new Error(redact(error instanceof Error ? error.message : String(error), target.secrets));
  }
}

/** @returns what was deployed; null if there was nothing to deploy */
async function deployBuilt(
  target: CloudTarget,
  options: Deployment,
  all: readonly ProjectFunction[],
  wanted: readonly ProjectFunction[],
): Promise<Deployed | null> {
  const { projectDir, write } = options;
  write(heading('2. Configuration'));
  check(target, options);

  write(heading('3. Database'));
  if (options.skipProvision) write('left alone (--skip-provision)\n');
  else await provisionOrStop(target, options);

  write(heading('4. What is to be deployed'));
  const cloud = new CloudFunctions(target);
  const names = all.map(({ name }) => name);
  const before = await cloud.read(names);
  const plan = planDeployment(wanted, before);
  write(`${planText(plan, remarksOf(all, before))}\n`);
  const obstacles = obstaclesOf(plan);
  if (obstacles.length > 0) throw new Error(`no function was deployed:\n${obstacles.join('\n')}`);
  const due = plan.filter(({ kind }) => kind !== 'unchanged');
  if (due.length === 0) {
    write(`\n${target.envId} has all of it already: no function was deployed.\n`);
    return null;
  }
  if (!options.yes && !(await options.ask(`Deploy ${namesOf(due)}?`))) {
    throw new Error('no function was deployed: --yes deploys without asking');
  }

  write(heading('5. Deploy'));
  const startedMs = performance.now();
  const said = await deployChanged(target, projectDir, due, due.length === all.length, write);
  const count = `${said.deployed} of ${due.length} in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`;
  write(`The CLI says that it deployed ${count}, and ended with ${said.exitCode}.\n`);

  write(heading('6. Verify'));
  const after = await cloud.read(names);
  const failures = failuresOf(wanted, after);
  for (const failure of failures) {
    write(`${failureText(failure, said.failures.get(failure.name) ?? '')}\n`);
  }
  if (failures.length > 0) {
    const what = `${failures.length} of ${wanted.length} functions did not arrive`;
    throw new Error(`${what}: ${namesOf(failures)}. Run this again, it deploys those only`);
  }
  write(`✓ ${wanted.length} functions were read back, and are what was built\n`);
  return { plan, cloud: after };
}

function check(target: CloudTarget, { projectDir, envFile, write }: Deployment): void {
  const findings: Finding[] = [
    ...(target.isLocal ? [] : checkPermissions(resolve(projectDir, envFile))),
    ...examine(target.environment, join(projectDir, CONFIG_NAME), target.isLocal ? 'local' : 'cloud'),
  ];
  write(`${report(findings)}\n`);
  if (findings.some(({ mark }) => mark === '✗')) {
    throw new Error('nothing was deployed: mend what is marked ✗');
  }
}

async function provisionOrStop(
  target: CloudTarget,
  { projectDir, yes, ask, seed, operator, write }: Deployment,
): Promise<void> {
  const { state } = await provision(target, {
    projectDir,
    seed,
    operator,
    replaceIndexes: false,
    confirm: async () => yes || ask('Apply this to the database?'),
    print: (line) => write(`${line}\n`),
  });
  if (state === 'waiting') throw new Error('nothing was changed: --yes applies it without asking');
  if (state === 'failed') throw new Error('no function was deployed: the database comes first');
}

function heading(text: string): string {
  return `\n── ${text}\n`;
}

function namesOf(functions: readonly Pick<PlannedFunction, 'name'>[]): string {
  return functions.map(({ name }) => name).join(', ');
}
