import type { FunctionName, Functions, OutputOf } from '../../cloudfunctions/shared/contract/functions.ts';
import type { OverTheWire } from '../../cloudfunctions/shared/contract/overTheWire.ts';
import type { Result } from '../../cloudfunctions/shared/contract/result.ts';

/** One call of a function, as the local CloudBase logs it. */
export interface CallRecord {
  readonly requestId: string;
  readonly function: string;
  /** Who called; null for timers and HTTP access. */
  readonly openid: string | null;
  readonly ms: number;
  readonly cold: boolean;
  readonly outcome: string;
  readonly wire: readonly WireRecord[];
  readonly console: readonly { readonly level: string; readonly text: string }[];
}

export interface WireRecord {
  readonly service: string;
  readonly action: string;
  readonly collection: string | null;
  /** Since the function's own start. */
  readonly startedMs: number;
  readonly ms: number;
}

export type Answer<N extends FunctionName, Input = Functions[N]['input']> = Result<
  OverTheWire<OutputOf<N, Input>>
>;

/** The local CloudBase as the mini-program, a tester and the channel's users see it. */
export class LocalCloudBase {
  /**
   * @param timerRuns how often timers run at most while the clock is moved far; the local CloudBase's own limit if it is
   *   left out
   */
  constructor(
    readonly origin: string,
    private readonly timerRuns?: number,
  ) {}

  /** Calls a function as the user with that openid, as `wx.cloud.callFunction` does. */
  async call<N extends FunctionName, const Input extends Functions[N]['input']>(
    openid: string,
    name: N,
    input: Input,
  ): Promise<Answer<N, Input>> {
    const response = await this.callRaw(name, JSON.stringify(input), { 'x-wx-openid': openid });
    if (!response.ok) throw new Error(`${name} failed: ${await response.text()}`);
    return (await response.json()) as Answer<N, Input>;
  }

  /** The same without any help: the body as it is, the headers as they are. */
  callRaw(name: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.origin}/functions/${name}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  /** Moves the clock, visiting everything that falls due on the way. */
  async advance(ms: number): Promise<void> {
    await this.post('/_emulator/clock', { advanceMs: ms, timerRuns: this.timerRuns });
  }

  /** Puts the database `ms` milliseconds away, as it is in the cloud. */
  async databaseAway(ms: number): Promise<void> {
    const times = Number.MAX_SAFE_INTEGER;
    await this.post('/_emulator/faults', [{ match: { service: 'database' }, effect: 'delay', ms, times }]);
  }

  async hasFaults(): Promise<boolean> {
    return (await this.get<readonly unknown[]>('/_emulator/faults')).length > 0;
  }

  async clearFaults(): Promise<void> {
    await fetch(`${this.origin}/_emulator/faults`, { method: 'DELETE' });
  }

  async calls(): Promise<CallRecord[]> {
    return this.get('/_emulator/calls?timing');
  }

  /** Documents as they are stored; dates are `{$date: …}`. */
  async documents(collection: string): Promise<Record<string, unknown>[]> {
    return this.get(`/_emulator/db/${collection}`);
  }

  async reset(): Promise<void> {
    await this.post('/_emulator/reset', {});
  }

  async get<T>(path: string): Promise<T> {
    const response = await fetch(this.origin + path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(this.origin + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
