import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildAll } from './build.ts';

const projectDir = process.cwd();

await buildAll(projectDir);

// Whatever stands behind `--` goes to the local CloudBase: `npm start -- --memory`, `-- --port 6000`.
const emulator = spawn(
  process.execPath,
  [join(projectDir, 'emulator', 'dist', 'cli.js'), '--mode', 'emulator', ...process.argv.slice(2)],
  { cwd: projectDir, stdio: ['inherit', 'pipe', 'inherit'] },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => emulator.kill(signal));
emulator.on('exit', (code) => process.exit(code ?? 1));

for await (const line of createInterface({ input: emulator.stdout })) {
  console.log(line);
  const origin = /^ready (http:\/\/\S+)/.exec(line)?.[1];
  if (origin) console.log(whatToTry(origin));
}

function whatToTry(origin: string): string {
  const list = `curl -s -X POST ${origin}/functions/listProducts -H 'content-type: application/json' -H 'x-wx-openid: o-buyer-lin' -d '{}'`;
  return `
  Houfu runs on your machine: functions, database, timers, and a stand-in for WeChat Pay.

  npm run demo                                    orders from first tap to paid, in another terminal
  ${list}
                                                  call a function as a buyer
  ${origin}/_emulator/calls        every call, with its database round trips
  ${origin}/_emulator/db/orders    the orders as they are stored
  curl -s -X POST ${origin}/_emulator/clock -H 'content-type: application/json' -d '{"advanceMs":86400000}'
                                                  a day later

  Ctrl+C stops it. Data is kept in .emulator/ (npm start -- --memory keeps none).
`;
}
