import { fileURLToPath } from 'node:url';
import { runAgainst, targetOfParent } from './cloud/respawn.ts';
import { localTarget, realTarget } from './cloud/target.ts';
import { deploy } from './deploy/deploy.ts';
import { readOptions, USAGE } from './deploy/options.ts';
import { ask } from './provision/ask.ts';
import { runTool } from './runTool.ts';

const projectDir = process.cwd();

/**
 * `npm run deploy -- [options]`: brings this project into the environment that .env names, or into the
 * CloudBase on this machine (`--local`). Ends with 1 unless everything was read back as it was built.
 */
await runTool(async () => {
  const argv = process.argv.slice(2);
  if (argv.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const options = readOptions(argv, process.env['PORT'] || undefined);
  const told = targetOfParent();
  if (options.local !== null && told === null) {
    const target = await localTarget(projectDir, options.local);
    process.exitCode = await runAgainst(target, [fileURLToPath(import.meta.url), ...argv]);
    return;
  }
  const target = told ?? (await realTarget(projectDir, options.envFile));
  await deploy(target, {
    ...options,
    projectDir,
    write: (text) => process.stdout.write(text),
    // Where nobody sits, nobody says yes.
    ask: async (question) => process.stdin.isTTY && ask(question),
  });
});
// The SDKs keep timers that would hold the process.
process.exit();
