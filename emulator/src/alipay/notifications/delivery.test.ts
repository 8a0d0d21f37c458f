import { describe, expect, test, vi } from 'vitest';

import { dayMs, hourMs, minuteMs } from '../../channels/times.ts';
import { tradeUrl } from '../testing/harness.ts';
import { appGateway } from '../testing/requests.ts';
import { deliveriesOf, idsOf, parametersOf, startPaying, timesOf } from '../testing/told.ts';
import { retryDelaysMs } from './delivery.ts';

describe('what is not answered by exactly `success` comes again', () => {
  test.each([
    ['200', 'fail'],
    ['200', 'Success'],
    ['200', 'success\n'],
    ['200', ' success'],
    ['200', '"success"'],
    ['200', ''],
    ['500', 500],
    ['302', 302],
    ['500', { status: 500, body: 'success' }],
  ])('%s %j', async (status, reply) => {
    const ordered = await startPaying();
    ordered.standIn.answerCallback = () => reply;
    await ordered.standIn.advance(2 * minuteMs + 1000);
    expect(idsOf(ordered, appGateway)).toHaveLength(2);
    expect((await deliveriesOf(ordered))[1]).toMatchObject({
      status: 'pending',
      attempts: [{ outcome: expect.stringContaining(status) }, {}],
    });
  });

  test('as does what got no answer', async () => {
    const ordered = await startPaying();
    ordered.standIn.answerCallback = () => {
      throw new Error('connection refused');
    };
    await ordered.standIn.advance(1000);
    ordered.standIn.answerCallback = () => 'success';
    await ordered.standIn.advance(dayMs);
    expect((await deliveriesOf(ordered))[0]).toMatchObject({
      status: 'delivered',
      attempts: [{ outcome: 'connection refused' }, { outcome: 'success' }],
    });
  });

  test('eight times in all, at the intervals of each kind, under the same id', async () => {
    const ordered = await startPaying();
    ordered.standIn.answerCallback = () => 'fail';
    await ordered.standIn.advance(10 * dayMs);
    const after = [10, 20, 80, 200, 560, 1460];
    for (const [url, firstMinutes] of [
      [appGateway, 2],
      [tradeUrl, 4],
    ] as const) {
      const expected = [0, 0, ...after].map((m, index) => (index === 0 ? 0 : (m + firstMinutes) * minuteMs));
      expect(timesOf(ordered, url)).toEqual(expected);
      expect(new Set(idsOf(ordered, url)).size).toBe(1);
    }
    expect(retryDelaysMs.message).toHaveLength(7);
    const statuses = (await deliveriesOf(ordered)).map(({ status }) => status);
    expect(statuses).toEqual(['given up', 'given up']);
    // What is told is what was true then.
    const told = parametersOf(ordered).map((one) => (one instanceof Error ? one : one['notify_time']));
    expect(new Set(told)).toEqual(new Set(['2026-01-05 12:00:01', undefined]));
  });

  test('until it is', async () => {
    const ordered = await startPaying();
    let refusals = 3;
    ordered.standIn.answerCallback = () => {
      refusals -= 1;
      return refusals >= 0 ? 'fail' : 'success';
    };
    await ordered.standIn.advance(10 * dayMs);
    expect(ordered.standIn.sent).toHaveLength(5);
  });
});

test('a merchant who does not answer within five seconds of real time is asked again', async () => {
  const ordered = await startPaying();
  const { standIn } = ordered;
  await standIn.advance(999);
  let answer = () => new Promise<string>(() => undefined);
  standIn.answerCallback = () => answer();
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.now() });
  const passed = standIn.advance(1);
  await vi.advanceTimersByTimeAsync(5000);
  await passed;
  answer = async () => 'success';
  await standIn.advance(hourMs);
  const deliveries = await deliveriesOf(ordered);
  expect(deliveries.map(({ attempts }) => attempts.map(({ outcome }) => outcome))).toEqual([
    ['no answer within 5 s', 'success'],
    ['no answer within 5 s', 'success'],
  ]);
});
