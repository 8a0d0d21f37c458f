/** Where a fault can strike: one call of one service, as `POST /_emulator/faults` matches it. */
export interface FaultPoint {
  /** `database`, `functions`, `storage`, `openapi`, `wechatpay`, … (the name of the service). */
  readonly service: string;
  /** The wire action (`database.getDocument`) or, for a stand-in, a short name of the endpoint (`complete`). */
  readonly action: string;
  readonly collection?: string | undefined;
  /** The function on whose behalf the call is made, where it is known. */
  readonly function?: string | undefined;
  /** The function call (see calls.ts) it belongs to: its instance dies by the effect `kill`. */
  readonly callId?: string | undefined;
}

export interface FaultedResult<T> {
  readonly value: T;
  /** The effect that struck without failing the call (`delay`, `delayAfter`), for the call log; else null. */
  readonly fault: string | null;
}

/** Thrown by `Faults.around` when the connection must be closed without an answer. */
export class DroppedConnection extends Error {
  constructor(readonly effect: string) {
    super(`connection dropped by the fault ${effect}`);
  }
}

/** Every service sends its calls through this, so that a test can make any of them misbehave. */
export interface Faults {
  /**
   * Runs `run`, with whatever faults match `point`.
   * @throws PlatformError (errorBefore: `run` did not run; errorAfter: it did), DroppedConnection (likewise)
   */
  around<T>(point: FaultPoint, run: () => Promise<T>): Promise<FaultedResult<T>>;
}
