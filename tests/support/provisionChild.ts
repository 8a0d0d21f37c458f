import { localTarget } from '../../tools/cloud/target.ts';
import { provision } from '../../tools/provision/index.ts';
import { fixtureMigrations } from './fixtureMigrations.ts';

/** Provisions in a process that can be killed: `<origin> <homes> [none | run | hang]`, the last of the migrations. */
const [origin = '', homes = '', what = 'none'] = process.argv.slice(2);
const outcome = await provision(await localTarget(process.cwd(), origin, homes), {
  projectDir: process.cwd(),
  seed: null,
  operator: null,
  replaceIndexes: false,
  confirm: async () => true,
  print: (line) => console.log(line),
  ...(what !== 'none' && { migrations: fixtureMigrations(what === 'hang' ? 2 : null) }),
});
process.exitCode = outcome.state === 'done' ? 0 : 1;
