import { describe, expect, test } from 'vitest';
import { environmentWithHome } from './childEnvironment.ts';

const shell = {
  PATH: '/bin',
  Path: 'C:\\bin',
  TERM: 'xterm',
  LANG: 'zh_CN.UTF-8',
  SystemRoot: 'C:\\Windows',
  TEMP: '/tmp',
  HOME: '/home/user',
  USERPROFILE: 'C:\\Users\\user',
  XDG_CONFIG_HOME: '/home/user/.config',
  TENCENTCLOUD_SECRETID: 'AKIDx',
  TENCENTCLOUD_SECRETKEY: 'key',
  TCB_LANG: 'zh',
  http_proxy: 'http://proxy',
  HTTPS_PROXY: 'http://proxy',
  NO_PROXY: '*',
  NODE_OPTIONS: '--inspect',
  NODE_EXTRA_CA_CERTS: '/ca.pem',
  BROWSER: 'firefox',
  HOUFU_IDENTITY_KEY: 'identity',
  npm_config_registry: 'http://registry',
  undefined: undefined,
};

describe('the environment of a child', () => {
  test('has of the shell only what a program needs, and another home', () => {
    expect(environmentWithHome(shell, '/private')).toEqual({
      PATH: '/bin',
      Path: 'C:\\bin',
      TERM: 'xterm',
      LANG: 'zh_CN.UTF-8',
      SystemRoot: 'C:\\Windows',
      TEMP: '/tmp',
      HOME: '/private',
      USERPROFILE: '/private',
      APPDATA: expect.stringMatching(/^.private/),
      LOCALAPPDATA: expect.stringMatching(/^.private/),
      NO_UPDATE_NOTIFIER: '1',
    });
  });
});
