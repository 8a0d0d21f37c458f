import { runAgainst, targetOfParent } from './cloud/respawn.ts';
import { type CloudTarget, localTarget, realTarget } from './cloud/target.ts';
import { ask } from './provision/ask.ts';
import { exitCodeOf, provision } from './provision/index.ts';
import { HELP, type ProvisionArguments, readArguments } from './provision/options.ts';
import { runTool } from './runTool.ts';

const projectDir = process.cwd();

/** `npm run db:provision -- …`: what database/ says becomes true in an environment. */
await runTool(async () => {
  const argv = process.argv.slice(2);
  if (argv.includes('--help')) {
    console.log(HELP);
    return;
  }
  const given = readArguments(argv, process.env['PORT']);
  const parents = targetOfParent();
  if (parents) process.exitCode = await run(parents, given);
  else if (given.localOrigin === null) {
    process.exitCode = await run(await realTarget(projectDir, given.envFile), given);
  } else {
    // In a process that can reach nothing but this machine.
    const target = await localTarget(projectDir, given.localOrigin);
    process.exitCode = await runAgainst(target, ['tools/provision.ts', ...argv]);
  }
});

async function run(target: CloudTarget, given: ProvisionArguments): Promise<number> {
  const { seed, operator, replaceIndexes, planOnly } = given;
  const outcome = await provision(target, {
    projectDir,
    seed,
    operator,
    replaceIndexes,
    confirm: planOnly ? null : () => confirm(given.yes),
    print: (line) => console.log(line),
  });
  return exitCodeOf(outcome, planOnly);
}

async function confirm(yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (process.stdin.isTTY) return ask('apply?');
  console.log(
    'Nothing was done: this is no terminal to ask at. --yes does it without asking, --plan only shows it.',
  );
  return false;
}
