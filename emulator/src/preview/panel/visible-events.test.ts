// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenWhileVisible } from './visible-events.ts';

class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  readyState = 0;

  constructor(readonly path: string) {
    super();
    sources.push(this);
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }

  /** @param isFinal as after an answer other than 200 */
  fail(isFinal: boolean): void {
    if (isFinal) this.close();
    this.dispatchEvent(new Event('error'));
  }
}

let sources: FakeSource[] = [];
const opened = (path: string) => sources.filter((source) => source.path === path);
const open = (path: string) => opened(path).filter(({ readyState }) => readyState !== FakeSource.CLOSED);

function look(visibility: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility);
  document.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  sources = [];
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeSource);
});
afterEach(() => {
  look('hidden');
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('one that was refused asks again, one that the browser tries again by itself does not', () => {
  look('visible');
  const prepare = vi.fn();
  listenWhileVisible('/refused', prepare);
  opened('/refused')[0]?.fail(false);
  vi.runAllTimers();
  expect(opened('/refused')).toHaveLength(1);
  opened('/refused')[0]?.fail(true);
  vi.runAllTimers();
  expect(opened('/refused')).toHaveLength(2);
  expect(prepare.mock.calls).toEqual(opened('/refused').map((source) => [source]));
});

test('nobody listens where nobody looks', () => {
  look('hidden');
  listenWhileVisible('/hidden', () => undefined);
  expect(open('/hidden')).toHaveLength(0);
  look('visible');
  expect(open('/hidden')).toHaveLength(1);
  opened('/hidden')[0]?.fail(true);
  look('hidden');
  vi.runAllTimers();
  expect(open('/hidden')).toHaveLength(0);
});
