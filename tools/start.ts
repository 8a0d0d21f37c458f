import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildAll } from './build.ts';
import { runTool } from './runTool.ts';

const projectDir = process.cwd();
const KEPT =
  'Data is kept in .emulator/; delete that folder to begin anew, or npm start -- --memory to keep none.';

await runTool(start);

async function start(): Promise<void> {
  await buildAll(projectDir);
  const cli = join(projectDir, 'emulator', 'dist', 'cli.js');
  if (!existsSync(cli)) throw new Error('there is no emulator/ here, so nothing can be started');
  // Whatever stands behind `--` goes to the local CloudBase: `npm start -- --memory`, `-- --port 6000`. `npm start`
  // itself asks for the preview of the mini-program, `npm run emulator` does not.
  const emulator = fork(cli, ['--mode', 'emulator', ...process.argv.slice(2)], {
    cwd: projectDir,
    // Over the channel it notices when this process is killed, and stops too.
    stdio: ['inherit', 'pipe', 'inherit', 'ipc'],
    execArgv: [],
  });
  if (!emulator.stdout) throw new Error('the local CloudBase cannot be heard');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => emulator.kill(signal));
  emulator.on('exit', (code, signal) => {
    if (signal) console.error(`the local CloudBase has ended (${signal})`);
    process.exit(code ?? 1);
  });
  for await (const line of createInterface({ input: emulator.stdout })) {
    console.log(line);
    const origin = /^ready (http:\/\/\S+)/.exec(line)?.[1];
    if (origin) console.log(isAsked('--bare') ? whatToDeploy(origin) : whatToTry(origin));
  }
}

function isAsked(option: string): boolean {
  return process.argv.includes(option);
}

function whatToDeploy(origin: string): string {
  const local = origin === 'http://127.0.0.1:5300' ? '--local' : `--local ${origin}`;
  return `
A new, empty environment, as the cloud gives it: no function, no collection, no document. In another terminal:

  npm run deploy -- ${local} --yes --seed policies,terms,products --operator o-operator-zhao
      builds, checks, provisions and deploys, with the official CLI

Ctrl+C stops it. No data is kept.
`;
}

function whatToTry(origin: string): string {
  const personas: { openid: string; name: string }[] = JSON.parse(
    readFileSync(join(projectDir, 'database', 'personas.json'), 'utf8'),
  );
  const people = personas.map(({ openid, name }) => `  ${openid.padEnd(18)}${name}`);
  const first = isAsked('--preview')
    ? `
Open this first, in a browser: the mini-program on a phone, the clock, what WeChat Pay does, calls and documents.

  ${origin}

Or, in another terminal:
`
    : ' To try, in another terminal:\n';
  return `
Houfu runs on your machine: functions, database, timers, and a stand-in for WeChat Pay.${first}
  npm run demo -- ${origin}
      walks orders through their lives, with buyers of its own; moves the clock by a month
  curl -X POST -H x-wx-openid:o-buyer-lin ${origin}/functions/listProducts
      calls a function as one of these people
  curl -X POST -d {\\"advanceMs\\":86400000} ${origin}/_emulator/clock
      a day later
  ${origin}/_emulator/calls
      every call, with its database round trips
  ${origin}/_emulator/db/orders
      the orders as they are stored

${people.join('\n')}

Ctrl+C stops it. ${isAsked('--memory') ? 'No data is kept.' : KEPT}
`;
}
