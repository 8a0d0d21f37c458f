import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { deployedFunction, type FunctionInfo, settledInfo } from './cloudFunctions.ts';

const ZIP = zipSync({ 'index.js': strToU8('exports.main = 1') });
/** As GetFunction answers it. */
const INFO: FunctionInfo = {
  Status: 'Active',
  StatusDesc: '',
  Runtime: 'Nodejs20.19',
  Handler: 'index.main',
  MemorySize: 256,
  Timeout: 20,
  Environment: { Variables: [{ Key: 'MODE', Value: 'authoriseOnce' }] },
  Triggers: [
    { Type: 'timer', TriggerName: 'everyMinute', TriggerDesc: '{"cron":"0 * * * * * *"}', Enable: 1 },
  ],
};
const timers = (trigger: object) =>
  deployedFunction(
    { ...INFO, Triggers: [{ Type: 'timer', TriggerName: 't', TriggerDesc: '0 * * * * * *', ...trigger }] },
    ZIP,
  ).timers;

describe('what the cloud answers of a function', () => {
  it('is read as the project is', () => {
    expect(deployedFunction(INFO, ZIP)).toMatchObject({
      status: 'Active',
      runtime: 'Nodejs20.19',
      handler: 'index.main',
      memoryMb: 256,
      timeoutS: 20,
      variables: { MODE: 'authoriseOnce' },
      timers: { everyMinute: '0 * * * * * *' },
      unreadable: null,
    });
  });

  it('may leave out what the function does not have', () => {
    const { Environment: _environment, Triggers: _triggers, ...bare } = INFO;
    expect(deployedFunction(bare, ZIP)).toMatchObject({ variables: {}, timers: {} });
  });

  it('tells a timer’s time alone or in JSON, and whether it is on', () => {
    expect(timers({})).toEqual({ t: '0 * * * * * *' });
    expect(timers({ Enable: 0 })).toEqual({ t: 'switched off' });
    expect(timers({ Type: 'cos' })).toEqual({});
  });

  it('says why a deployment failed', () => {
    expect(deployedFunction({ ...INFO, Status: 'UpdateFailed', StatusDesc: 'no room' }, ZIP).status).toBe(
      'UpdateFailed: no room',
    );
  });

  it('may come with code that is damaged', () => {
    const damaged = ZIP.slice(0, ZIP.length - 8);
    expect(deployedFunction(INFO, damaged)).toMatchObject({ unreadable: 'no zip' });
  });
});

describe('a function that is being changed', () => {
  const answers = (...statuses: readonly string[]) => {
    const left = statuses.map((Status) => ({ ...INFO, Status }));
    return { left, ask: async () => left.shift() ?? INFO };
  };

  it.each(['Creating', 'Updating', 'Publishing'])('is asked about again while it is %s', async (status) => {
    const { ask, left } = answers(status, status, 'UpdateFailed', 'Active');
    expect((await settledInfo(ask, { tries: 9, everyMs: 0 })).Status).toBe('UpdateFailed');
    expect(left).toHaveLength(1);
  });

  it('is given up on after a while, and its status says why', async () => {
    const { ask, left } = answers(...Array<string>(9).fill('Updating'));
    expect((await settledInfo(ask, { tries: 3, everyMs: 0 })).Status).toBe('Updating');
    expect(left.length).toBeGreaterThan(3);
  });
});
