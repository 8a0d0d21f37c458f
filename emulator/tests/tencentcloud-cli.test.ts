import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeProject } from './project.ts';
import { type Running, start } from './start.ts';

const tcb = fileURLToPath(new URL('../../node_modules/@cloudbase/cli/bin/tcb', import.meta.url));
const run = promisify(execFile);

let emulator: Running;
/** What is deployed: another project than the emulator's own, which notices by itself what is built anew. */
let project: ReturnType<typeof writeProject>;
let environment: Record<string, string>;
let key: readonly string[];

beforeAll(async () => {
  emulator = await start({ functions: { hello: { code: 'exports.main = () => "built"' } } });
  const config = { handler: 'index.main', runtime: 'Nodejs20.19', installDependency: false };
  project = writeProject({ functions: { hello: { code: 'exports.main = () => "deployed"', config } } });
  const { body } = await emulator.get('/_emulator/cloud');
  const { certificateAuthority, credentials } = body as {
    certificateAuthority: string;
    credentials: { secretId: string; secretKey: string };
  };
  const authority = join(project.dir, 'authority.pem');
  writeFileSync(authority, certificateAuthority);
  environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: project.dir,
    USERPROFILE: project.dir,
    NO_UPDATE_NOTIFIER: '1',
    NODE_EXTRA_CA_CERTS: authority,
    http_proxy: emulator.origin,
  };
  key = ['--apiKeyId', credentials.secretId, '--apiKey', credentials.secretKey];
});

afterAll(async () => {
  project.remove();
  await emulator.end();
});

async function cli(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, [tcb, ...args], {
    cwd: project.dir,
    env: environment,
  });
  return stdout + stderr;
}

// Each part has its own way to sign: the CLI itself, the manager-node within it, and the SDK that uploads. Three times
// the CLI is started, which takes seconds of a processor.
test('the official CLI logs in, finds the environment and uploads a function', async () => {
  expect(await cli('login', ...key)).toContain('login succeeded');
  expect(await cli('env', 'list')).toMatch(/fixture-env .*Normal/);
  expect(await emulator.call('hello')).toEqual({ status: 200, body: 'built' });
  expect(await cli('fn', 'deploy', 'hello', '--force', '--yes')).toContain('deployed successfully');
  expect(await emulator.call('hello')).toEqual({ status: 200, body: 'deployed' });
}, 120_000);
