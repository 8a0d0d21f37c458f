import { describe, expect, test } from 'vitest';
import { main } from '../../../tests/host.ts';
import type { Json } from '../action.ts';
import { cloudOf, creation } from './test-support.ts';

const hourMs = 3_600_000;
const trigger = (name: string, TriggerDesc: string, Type = 'timer') => ({
  TriggerName: name,
  Type,
  TriggerDesc,
});
const hourly = trigger('tick', '0 0 * * * * *');
const batch = (...triggers: readonly Json[]): Json => ({
  FunctionName: 'hello',
  Count: triggers.length,
  Triggers: JSON.stringify(triggers),
});
const declaredTimer = {
  ...main('console.log(event.TriggerName, event.Time)'),
  config: { triggers: [{ name: 'declared', type: 'timer', config: '0 30 * * * * *' }] },
};

describe('a deployed timer', () => {
  test('fires when the clock moves', async () => {
    const { api, calls, clock, timeMachine } = cloudOf({ bare: true });
    clock.moveTo(Date.UTC(2026, 0, 1, 0, 10));
    await api('scf.CreateFunction', creation('hello', 'console.log(event.TriggerName, event.Time)'));
    await api('scf.BatchCreateTrigger', batch(hourly));
    expect((await timeMachine.advance(2 * hourMs)).fired).toBe(2);
    expect(calls.list().map(({ console }) => console[0]?.text)).toEqual([
      'tick 2026-01-01T01:00:00.000Z',
      'tick 2026-01-01T02:00:00.000Z',
    ]);
  });

  test('replaces the declared one', async () => {
    const { api, calls, clock, timeMachine } = cloudOf({ functions: { hello: declaredTimer } });
    clock.moveTo(Date.UTC(2026, 0, 1, 0, 10));
    await api('scf.BatchCreateTrigger', batch(hourly));
    await timeMachine.advance(hourMs);
    expect(calls.list().map(({ console }) => console[0]?.text)).toEqual(['tick 2026-01-01T01:00:00.000Z']);
  });

  test('may be created again', async () => {
    const { api } = cloudOf({ functions: { hello: declaredTimer } });
    await api('scf.BatchCreateTrigger', batch(hourly));
    await api('scf.BatchCreateTrigger', batch(hourly));
    expect(await api('scf.GetFunction', { FunctionName: 'hello' })).toMatchObject({
      Triggers: [{ TriggerName: 'tick', TriggerDesc: '{"cron":"0 0 * * * * *"}' }],
    });
  });

  test('is silent once it is deleted', async () => {
    const { api, refusal, timeMachine } = cloudOf({ functions: { hello: declaredTimer } });
    const params = { FunctionName: 'hello', TriggerName: 'declared', Type: 'timer' };
    await api('scf.DeleteTrigger', params);
    expect((await timeMachine.advance(hourMs)).fired).toBe(0);
    expect(await refusal('scf.DeleteTrigger', params)).toBe('ResourceNotFound.Trigger');
  });

  test('of a function that is deleted is silent too', async () => {
    const { api, timeMachine } = cloudOf({ functions: { hello: declaredTimer } });
    await api('scf.DeleteFunction', { FunctionName: 'hello' });
    expect((await timeMachine.advance(hourMs)).fired).toBe(0);
  });
});

describe('CreateTrigger', () => {
  test('takes a pattern as it is answered, too', async () => {
    const { api } = cloudOf({ functions: { hello: main('') } });
    const described = trigger('tick', '{"cron":"0 0 * * * * *"}');
    expect(await api('scf.CreateTrigger', { FunctionName: 'hello', ...described })).toMatchObject({
      TriggerInfo: described,
    });
  });

  test('refuses a second one, whatever it is called', async () => {
    const { refusal } = cloudOf({ functions: { hello: declaredTimer } });
    const create = (name: string) =>
      refusal('scf.CreateTrigger', { FunctionName: 'hello', ...trigger(name, '0 0 * * * * *') });
    expect(await create('declared')).toBe('ResourceInUse.Trigger');
    expect(await create('other')).toBe('LimitExceeded.Trigger');
  });
});

test.each<[string, Json, string]>([
  ['five fields', batch(trigger('tick', '0 * * * *')), 'InvalidParameterValue.TriggerDesc'],
  ['another kind', batch(trigger('tick', 'x', 'cos')), 'UnsupportedOperation.Trigger'],
  ['a bad name', batch(trigger('1', '0 0 * * * * *')), 'InvalidParameterValue.TriggerName'],
  ['two', batch(hourly, trigger('other', '0 0 * * * * *')), 'LimitExceeded.Trigger'],
  ['no list', { FunctionName: 'hello', Triggers: 'x' }, 'InvalidParameter'],
  ['no pattern', batch({ TriggerName: 'tick', Type: 'timer' }), 'MissingParameter'],
])('a trigger is refused: %s', async (_what, params, code) => {
  const { refusal, registry } = cloudOf({ functions: { hello: declaredTimer } });
  expect(await refusal('scf.BatchCreateTrigger', params)).toBe(code);
  expect(registry.get('hello')?.settings.triggers).toMatchObject([{ name: 'declared' }]);
});
