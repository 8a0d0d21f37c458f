import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localTarget } from '../tools/cloud/target.ts';
import { launchEmulator } from '../tools/local/launch.ts';
import { changeTimes, type DeployableProject, type Ended, run, smallProject } from './support/deployment.ts';
import { useSystem } from './support/system.ts';

const system = useSystem(['--bare']);
const homes = mkdtempSync(join(tmpdir(), 'houfu-homes-'));
let project: DeployableProject;
beforeAll(async () => {
  project = await smallProject(['settle', 'account', 'wechatpayCallback', 'alipay', 'timer']);
});
afterAll(async () => {
  await project.remove();
  rmSync(homes, { recursive: true });
});

const origin = () => system().cloud.origin;
const deploy = (): Promise<Ended> =>
  run(project, 'deploy', ['--local', origin(), '--yes', '--skip-provision']);

/** Has an action of the API fail whenever it is called: for one function, or for all. */
async function breakAction(service: 'scf' | 'tcb', action: string, functionName?: string): Promise<void> {
  const match = { service, action, ...(functionName && { function: functionName }) };
  const rule = { effect: 'errorBefore', code: 'InternalError', times: 100 };
  await system().cloud.post('/_emulator/faults', [{ match, ...rule }]);
}

/** The functions that did not arrive, each with what is said of it. */
function failuresIn({ printed }: Ended): Record<string, string> {
  const verified = printed.slice(printed.indexOf('6. Verify'));
  const lines = [...verified.matchAll(/^✗ (\w+): (.*)$/gm)];
  return Object.fromEntries(lines.map(([, name = '', text = '']) => [name, text]));
}

/** A deployment that is to mend just these functions. */
async function expectMended(names: readonly string[]): Promise<void> {
  const before = await changeTimes(origin());
  // The time of a change has no more than seconds.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const ended = await deploy();
  expect(failuresIn(ended)).toEqual({});
  expect(ended.code).toBe(0);
  const after = await changeTimes(origin());
  const touched = Object.keys(after).filter((name) => after[name] !== before[name]);
  expect(touched.sort()).toEqual([...names].sort());
}

const TIMEOUT = { timeout: 180_000 };

describe('new functions, of which four cannot be deployed whole,', () => {
  beforeAll(async () => {
    await breakAction('scf', 'CreateFunction', 'settle');
    await breakAction('scf', 'BatchCreateTrigger', 'timer');
    await breakAction('tcb', 'CreateCloudBaseGWAPI');
  });

  test(
    'have npm run deploy fail, which says what each lacks, although the CLI ends with 0',
    TIMEOUT,
    async () => {
      const ended = await deploy();
      expect(ended.printed).toMatch(/The CLI says that it deployed 1 of 5 in \S+ s, and ended with 0/);
      expect(failuresIn(ended)).toEqual({
        settle: expect.stringMatching(/^is not in the cloud — the CLI said: .*CreateFunction/),
        wechatpayCallback: expect.stringMatching(/^path \/wechatpay\/callback is missing instead of open/),
        alipay: expect.stringMatching(/^path \/alipay is missing instead of open/),
        timer: expect.stringMatching(/^timer everyMinute is missing instead of 0 \* \* \* \* \* \*/),
      });
      expect(ended.printed).toContain(
        '4 of 5 functions did not arrive: settle, wechatpayCallback, alipay, timer',
      );
      expect(ended.code).toBe(1);
    },
  );

  test('are mended by the next run, and no other is touched', TIMEOUT, async () => {
    await system().cloud.clearFaults();
    // A path is no part of the function that it leads to.
    await expectMended(['settle', 'wechatpayCallback', 'alipay', 'timer']);
  });
});

describe('changed functions, of which two cannot be deployed,', () => {
  beforeAll(async () => {
    project.write('settle', "export const main = () => ({ edition: 'second' });");
    project.write('timer', "export const main = () => ({ edition: 'second' });");
    project.configure('account', { timeout: 37 });
    await breakAction('scf', 'UpdateFunctionCode', 'settle');
    await breakAction('scf', 'UpdateFunctionConfiguration', 'account');
  });

  test('have npm run deploy fail, while the rest is deployed and the CLI ends with 0', TIMEOUT, async () => {
    const ended = await deploy();
    expect(ended.printed).toMatch(/The CLI says that it deployed 1 of 3 in \S+ s, and ended with 0/);
    expect(failuresIn(ended)).toEqual({
      settle: expect.stringMatching(/^index\.js is \w{12} instead of \w{12} — .*UpdateFunctionCode/),
      account: expect.stringMatching(/^time-out is \d+ s instead of 37 s — .*UpdateFunctionConfiguration/),
    });
    expect(ended.code).toBe(1);
    const editionOf = async (name: string) => (await system().cloud.callRaw(name, '{}')).json();
    expect(await editionOf('settle')).toMatchObject({ edition: 'first' });
    expect(await editionOf('timer')).toMatchObject({ edition: 'second' });
  });

  test('are mended by the next run, and no other is touched', TIMEOUT, async () => {
    await system().cloud.clearFaults();
    await expectMended(['settle', 'account']);
    const answer = await system().cloud.callRaw('settle', '{}');
    expect(await answer.json()).toEqual({ edition: 'second' });
  });
});

describe('a deployment that is answered with success and changes nothing', () => {
  test('fails: what is read back counts', TIMEOUT, async () => {
    project.write('settle', "export const main = () => ({ edition: 'third' });");
    const elsewhere = await launchEmulator(process.cwd(), ['--bare']);
    try {
      // The CLI is led to another CloudBase, where all goes well.
      const [here, there] = await Promise.all([
        localTarget(project.dir, origin(), homes),
        localTarget(project.dir, elsewhere.origin, homes),
      ]);
      const authorities = [here, there].map(({ environment }) =>
        readFileSync(environment['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8'),
      );
      const both = join(homes, 'authorities.pem');
      writeFileSync(both, authorities.join(''));
      const { environment, ...told } = here;
      const ended = await run(project, 'deploy', ['--yes', '--skip-provision', '--local', origin()], {
        ...environment,
        HOME: there.environment['HOME'] ?? '',
        http_proxy: elsewhere.origin,
        CLOUDBASE_TCB_CLOUDAPI_URL: elsewhere.origin,
        // Both find it behind their proxies.
        TCB_BASE_URL: '',
        NODE_EXTRA_CA_CERTS: both,
        HOUFU_TARGET: JSON.stringify(told),
      });
      expect(ended.printed).toContain('The CLI says that it deployed 1 of 1 ');
      expect(failuresIn(ended)).toEqual({ settle: expect.stringMatching(/^index\.js is \w+ instead of/) });
      expect(ended.code).toBe(1);
    } finally {
      await elsewhere.stop();
    }
  });
});
