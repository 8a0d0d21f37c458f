import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('the options of npm run deploy', () => {
  it('mean the real cloud, all functions, and questions, if nothing is said', () => {
    expect(readOptions([])).toEqual({
      yes: false,
      local: null,
      envFile: '.env',
      only: null,
      skipProvision: false,
      seed: null,
      operator: null,
    });
  });

  it.each([
    [['--local'], 'http://127.0.0.1:5300'],
    [['--local', '--yes'], 'http://127.0.0.1:5300'],
    [['--local', 'http://127.0.0.1:9'], 'http://127.0.0.1:9'],
    [['--local=http://127.0.0.1:9'], 'http://127.0.0.1:9'],
  ])('%j mean the CloudBase at %s', (argv, local) => {
    expect(readOptions(argv).local).toBe(local);
  });

  it('take the port of the local CloudBase from where it takes it itself', () => {
    expect(readOptions(['--local'], '5400').local).toBe('http://127.0.0.1:5400');
  });

  it('name functions, a file and what the database begins with', () => {
    const argv = [
      '--only',
      'settle, timer',
      '--env',
      '.env.shop',
      '--seed',
      'policies,terms',
      '--skip-provision',
    ];
    expect(readOptions(argv)).toMatchObject({
      only: ['settle', 'timer'],
      envFile: '.env.shop',
      seed: 'policies,terms',
      skipProvision: true,
    });
  });

  it.each([['--force'], ['settle']])('refuse %s', (arg) => expect(() => readOptions([arg])).toThrow());
});
