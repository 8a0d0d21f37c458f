/** What the emulator and a function's process say to each other over their IPC channel. */

export type ConsoleLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';

/** An error of the function's code, in the words of the platform's own runtime. */
export interface CodeFailure {
  readonly errorCode: number;
  readonly errorMessage: string;
  readonly stackTrace: string;
}

export interface LoadRequest {
  readonly type: 'load';
  /** The bundle, an absolute path. */
  readonly file: string;
  readonly exportName: string;
  readonly clockOffsetMs: number;
}

export interface InvokeRequest {
  readonly type: 'invoke';
  /** The event as JSON text. */
  readonly event: string;
  /** Variables that exist for this one call and are removed after it. */
  readonly variables: Readonly<Record<string, string>>;
  /** The second argument of the handler, but for `environ`. */
  readonly context: Readonly<Record<string, unknown>>;
}

export interface ClockRequest {
  readonly type: 'clock';
  readonly offsetMs: number;
}

export type ToInstance = LoadRequest | InvokeRequest | ClockRequest;

export type FromInstance =
  | { readonly type: 'loaded' }
  | { readonly type: 'result'; readonly json: string; readonly memoryBytes: number }
  /** Loading or the call has failed. */
  | { readonly type: 'failed'; readonly failure: CodeFailure; readonly memoryBytes: number }
  /** The process dies of it. */
  | { readonly type: 'fatal'; readonly failure: CodeFailure }
  | { readonly type: 'console'; readonly level: ConsoleLevel; readonly text: string }
  | { readonly type: 'clock' };
