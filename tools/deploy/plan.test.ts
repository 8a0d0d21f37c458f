import { describe, expect, it } from 'vitest';
import { chosenFunctions, obstaclesOf, planDeployment, planText, remarksOf } from './plan.ts';
import { aCloud, aFunction, deployed } from './testing/functions.ts';

const timer = aFunction({ name: 'timer', path: null });

describe('the functions of which there is talk', () => {
  const all = [aFunction(), timer];
  it('are all of them, or those that are named', () => {
    expect(chosenFunctions(all, null)).toEqual(all);
    expect(chosenFunctions(all, ['timer'])).toEqual([timer]);
  });

  it('must be there', () => {
    expect(() => chosenFunctions(all, ['timer', 'nobody'])).toThrow('nobody');
  });
});

describe('the plan of a deployment', () => {
  it('leaves alone what is as it was built', () => {
    expect(planDeployment([aFunction()], aCloud())).toEqual([
      { name: 'settle', kind: 'unchanged', differences: [], obsoleteTimers: [] },
    ]);
  });

  it('has everything new in an empty environment', () => {
    const plan = planDeployment([aFunction(), timer], aCloud({ functions: new Map(), paths: [] }));
    expect(plan.map(({ name, kind }) => [name, kind])).toEqual([
      ['settle', 'new'],
      ['timer', 'new'],
    ]);
    expect(obstaclesOf(plan)).toEqual([]);
  });

  it('names what changes, and which timers go first', () => {
    const old = deployed({ memoryMb: 128, timers: { everyMinute: '0 0 * * * * *' } });
    const plan = planDeployment([aFunction(), timer], aCloud({ functions: new Map([['settle', old]]) }));
    expect(plan[0]).toMatchObject({ kind: 'changed', obsoleteTimers: ['everyMinute'] });
    expect(planText(plan, ['look here'])).toBe(
      [
        '~ settle  memory: 128 MB → 256 MB, timer everyMinute: 0 0 * * * * * → 0 * * * * * *',
        '+ timer   new',
        '! look here',
      ].join('\n'),
    );
  });

  it('counts what stays', () => {
    expect(planText(planDeployment([aFunction()], aCloud()), [])).toBe('= 1 as deployed');
  });

  it('stops where the CLI can do nothing, for a new function too', () => {
    const taken = [{ path: '/callback', functionName: 'other', needsLogin: false }];
    const runtime = aCloud({ functions: new Map([['settle', deployed({ runtime: 'Nodejs16.13' })]]) });
    expect(obstaclesOf(planDeployment([aFunction()], runtime))).toEqual([
      expect.stringMatching(/^settle: runtime is Nodejs16\.13: .*fn delete/),
    ]);
    const cloud = aCloud({ functions: new Map(), paths: taken });
    expect(obstaclesOf(planDeployment([aFunction()], cloud))).toEqual([
      expect.stringMatching(/^settle: path \/callback is given to other/),
    ]);
  });
});

describe('what the cloud has beyond the project', () => {
  const remarks = (changes: Parameters<typeof aCloud>[0]) =>
    remarksOf([aFunction(), timer], aCloud(changes)).join('\n');

  it('is nothing as a rule', () => expect(remarks({})).toBe(''));

  it('is told: functions, paths, and that nothing comes in', () => {
    expect(remarks({ others: ['helloWorld'] })).toMatch(/^helloWorld .*left alone/);
    const old = { path: '/old', functionName: 'settle', needsLogin: false };
    expect(remarks({ paths: [...aCloud().paths, old] })).toMatch(/^settle .*\/old/);
    expect(remarks({ isHttpOn: false })).toContain('service switch');
  });

  it('says nothing of HTTP access where no function needs it', () => {
    expect(remarksOf([timer], aCloud({ isHttpOn: false, paths: [] }))).toEqual([]);
  });
});
