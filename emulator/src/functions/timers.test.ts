import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endHosts, hostOf, main } from '../../tests/host.ts';
import { Timers } from './timers.ts';

afterEach(endHosts);

const everyMinute = { name: 'tick', cron: '0 * * * * * *' };
const everyHour = { name: 'tick', cron: '0 0 * * * * *' };
const startMs = Date.UTC(2026, 0, 1, 0, 0, 30);
const at = (minutes: number): number => startMs - 30_000 + minutes * 60_000;

function timersOf() {
  const hosted = hostOf({
    f: {
      ...main('return 1'),
      config: { triggers: [{ ...everyMinute, type: 'timer', config: everyMinute.cron }] },
    },
  });
  hosted.clock.moveTo(startMs);
  const timers = new Timers(hosted.registry, hosted.clock, hosted.host);
  const setTriggers = (...triggers: readonly { name: string; cron: string }[]): void => {
    hosted.registry.setTriggers('f', triggers);
    timers.follow();
  };
  return { ...hosted, timers, setTriggers };
}

describe('timers', () => {
  let cloud: ReturnType<typeof timersOf>;
  beforeEach(() => {
    cloud = timersOf();
  });

  test('follow the triggers that exist now', () => {
    const { timers, setTriggers } = cloud;
    expect(timers.next()?.atMs).toBe(at(1));
    setTriggers(everyHour);
    expect(timers.next()?.atMs).toBe(at(60));
    setTriggers();
    expect(timers.next()).toBeNull();
  });

  test('count a new trigger from now, and let one that stays go on', () => {
    const { timers, setTriggers, clock } = cloud;
    clock.moveTo(at(30));
    // It has not been visited yet: it stays overdue, whatever else is deployed.
    setTriggers(everyMinute);
    expect(timers.next()?.atMs).toBe(at(1));
    setTriggers(everyHour);
    expect(timers.next()?.atMs).toBe(at(60));
    setTriggers(everyMinute);
    expect(timers.next()?.atMs).toBe(at(31));
  });

  test('let a trigger wait that is deployed while the clock is moved far', () => {
    const { timers, setTriggers, clock } = cloud;
    timers.plan(at(600), 1_000);
    setTriggers(everyHour);
    expect(timers.next()).toBeNull();
    clock.moveTo(at(600));
    timers.resume();
    expect(timers.next()?.atMs).toBe(at(660));
  });
});
