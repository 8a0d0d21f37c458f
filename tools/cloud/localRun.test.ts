import { describe, expect, test } from 'vitest';
import { isLocalRun, localRunEnvironment, withUserInfo } from './localRun.ts';

const caller = { openid: 'o-1', appId: 'wx1' };

describe('arguments of tcb', () => {
  test.each([
    ['fn run --name a'],
    ['fn run'],
    ['--verbose fn run'],
    ['-r sh --config-file a fn run'],
    ['functions:run --name a'],
  ])('run a function here: %s', (words) => {
    expect(isLocalRun(words.split(' '))).toBe(true);
  });

  test.each([['fn deploy run'], ['fn invoke run'], ['fn --name run'], ['run fn'], [''], ['fn']])(
    'run none here: %s',
    (words) => {
      expect(isLocalRun(words.split(' '))).toBe(false);
    },
  );
});

describe('the event of fn run', () => {
  const added = '"userInfo":{"appId":"wx1","openId":"o-1"}}';

  test.each([
    [['fn', 'run', '--params', '{"a":1}', '--name', 'b'], `{"a":1,${added}`, ['--name', 'b']],
    [['fn', 'run', '--params={"a":"="}', '--name', 'b'], `{"a":"=",${added}`, ['--name', 'b']],
    [['fn', 'run', '--name', 'b'], `{${added}`, []],
    // Who calls is never what the event says.
    [['fn', 'run', '--params', '{"userInfo":{"openId":"o-2"}}'], `{${added}`, []],
  ])('gets userInfo: %j', (args, event, rest) => {
    const [before, after] = args.includes('b') && rest.length === 0 ? [args, []] : [['fn', 'run'], rest];
    expect(withUserInfo(args, caller)).toEqual([...before, '--params', event, ...after]);
  });

  test.each(['{', '[1]', '"text"', 'null'])('is left to the CLI where it is none: %s', (params) => {
    const args = ['fn', 'run', '--params', params];
    expect(withUserInfo(args, caller)).toEqual(args);
  });
});

describe('what a function finds around it', () => {
  const target = {
    envId: 'env-1',
    region: 'ap-shanghai',
    isLocal: true,
    origin: 'http://127.0.0.1:5300',
    credential: { secretId: 'i', secretKey: 'k' },
    environment: {},
    secrets: [],
    appId: 'wx1',
    clockOffsetMs: 5,
  } as const;

  test('names who calls, in the form that the runtime of the CLI reads', () => {
    const { SCF_FUNCTION_ENVIRON } = localRunEnvironment(target, caller);
    expect(SCF_FUNCTION_ENVIRON?.split(';')).toEqual([
      'WX_CONTEXT_KEYS=WX_OPENID,WX_APPID',
      'WX_OPENID=o-1',
      'WX_APPID=wx1',
      'TCB_CONTEXT_KEYS=TCB_ENV,TCB_SOURCE',
      'TCB_SOURCE=wx_client',
    ]);
  });

  test('names nobody where nobody calls through the mini-program', () => {
    expect(localRunEnvironment(target, null)).not.toHaveProperty('SCF_FUNCTION_ENVIRON');
  });

  test('has the local database', () => {
    const { TCB_CONTEXT_CNFG } = localRunEnvironment(target, null);
    expect(TCB_CONTEXT_CNFG).toBe('{"URL":"http://127.0.0.1:5300/admin?"}');
  });
});
