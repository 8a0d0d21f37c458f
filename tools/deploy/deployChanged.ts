import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOfficialCli } from '../cloud/officialCli.ts';
import type { CloudTarget } from '../cloud/target.ts';
import { type CliReport, readCliOutput } from './cliOutput.ts';
import type { PlannedFunction } from './plan.ts';
import { CONFIG_NAME, configOf } from './projectFunctions.ts';

const DEPLOY = ['fn', 'deploy', '--all', '--force', '--yes'];

/**
 * Has the official CLI deploy what is new or changed. The CLI deploys either one function or all of a
 * configuration file, five at a time: so it is given a file with just these.
 * @param isAll whether these are all functions of the project
 * @param show takes what the CLI prints, and which command that is
 */
export async function deployChanged(
  target: CloudTarget,
  projectDir: string,
  functions: readonly PlannedFunction[],
  isAll: boolean,
  show: (text: string) => void,
): Promise<CliReport> {
  const run = async (args: readonly string[]) => {
    show(`tcb ${args.join(' ')}\n`);
    return readCliOutput(await runOfficialCli(target, args, { projectDir, show }));
  };
  for (const { name, obsoleteTimers } of functions) {
    for (const timer of obsoleteTimers) await run(['fn', 'trigger', 'delete', name, timer]);
  }
  if (isAll) return run(DEPLOY);
  const dir = mkdtempSync(join(tmpdir(), 'houfu-deploy-'));
  try {
    const file = join(dir, CONFIG_NAME);
    const names = functions.map(({ name }) => name);
    writeFileSync(file, configOf(projectDir, names));
    return await run(['--config-file', file, ...DEPLOY]);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
