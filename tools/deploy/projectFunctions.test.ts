import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configOf, readProjectFunctions } from './projectFunctions.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'houfu-functions-'));
  for (const name of ['settle', 'timer']) {
    mkdirSync(join(dir, 'dist', name), { recursive: true });
    writeFileSync(join(dir, 'dist', name, 'index.js'), name);
  }
});
afterEach(() => rmSync(dir, { recursive: true }));

const DEFAULTS = {
  handler: 'index.main',
  runtime: 'Nodejs20.19',
  memorySize: 256,
  timeout: 20,
  installDependency: false,
  envVariables: { KEY: '{{env.KEY}}' },
};
const TRIGGER = { name: 'everyMinute', type: 'timer', config: '0 * * * * * *' };
const CONFIG = {
  envId: '{{env.ENV}}',
  functionRoot: 'dist',
  functionDefaultConfig: DEFAULTS,
  functions: [
    { name: 'settle', path: '/callback', memorySize: 512, envVariables: { MODE: 'x-{{env.MODE}}' } },
    { name: 'timer', timeout: 60, triggers: [TRIGGER] },
  ],
};

function read(changes: object = {}) {
  writeFileSync(join(dir, 'cloudbaserc.json'), JSON.stringify({ ...CONFIG, ...changes }));
  return readProjectFunctions(dir, { KEY: 'a-secret-key', MODE: 'y' });
}

describe('the functions of a project', () => {
  it('are read with what they have in common, and with what was built of them', () => {
    const [settle, timer] = read();
    expect(settle).toMatchObject({
      memoryMb: 512,
      timeoutS: 20,
      variables: { KEY: 'a-secret-key', MODE: 'x-y' },
      timers: {},
      path: '/callback',
    });
    expect(timer).toMatchObject({
      memoryMb: 256,
      timeoutS: 60,
      variables: { KEY: 'a-secret-key' },
      timers: { everyMinute: '0 * * * * * *' },
      path: null,
    });
    expect(settle?.bundle.get('index.js')?.bytes).toBe(6);
  });

  it.each(['runtime', 'handler', 'memorySize', 'timeout'])('must say their %s', (setting) => {
    const functionDefaultConfig = { ...DEFAULTS, [setting]: undefined };
    expect(() => read({ functionDefaultConfig, functions: [{ name: 'timer' }] })).toThrow(
      new RegExp(`timer: ${setting}`),
    );
  });

  it('must not have anything installed in the cloud', () => {
    expect(() => read({ functions: [{ name: 'timer', installDependency: true }] })).toThrow(
      'installDependency',
    );
  });

  it('must be built', () => {
    rmSync(join(dir, 'dist', 'timer'), { recursive: true });
    expect(() => read()).toThrow('npm run build');
  });
});

describe('a configuration of some functions', () => {
  it('has just these, and templates instead of values', () => {
    read();
    const text = configOf(dir, ['timer']);
    expect(JSON.parse(text)).toEqual({ ...CONFIG, functions: [CONFIG.functions[1]] });
    expect(text).not.toContain('secret');
  });
});
