import { type ChildProcess, fork } from 'node:child_process';
import { PlatformError } from '../kernel/errors.ts';
import { functionErrors, functionLimits } from './limits.ts';
import type { ProcessGuard } from './process-guard.ts';
import type { FunctionSettings } from './project.ts';
import type {
  CodeFailure,
  ConsoleLevel,
  FromInstance,
  InvokeRequest,
  ToInstance,
} from './runtime/messages.ts';
import { instanceProgram } from './runtime-program.ts';

export interface InstanceOptions {
  readonly settings: FunctionSettings;
  /** The whole environment of the process: nothing of the emulator's own reaches it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clockOffsetMs: number;
  readonly guard: ProcessGuard;
}

type ConsoleSink = (level: ConsoleLevel, text: string) => void;

interface Pending {
  resolve(json: string): void;
  reject(error: PlatformError): void;
}

/** How much of a dying process's stderr is kept to learn why it died. */
const lastWordsLength = 4096;

/**
 * One process that runs one function, one request at a time. Whatever ends the process ends the request it was
 * serving, and nothing else.
 */
export class Instance {
  served = 0;
  /** What the process held after its last call; 0 = it has ended none. */
  memoryBytes = 0;
  /** Of its function, as they were when it started. */
  readonly settings: FunctionSettings;

  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  readonly #clockAcks: (() => void)[] = [];
  #clockOffsetMs: number;
  /** What was printed while the bundle was loaded belongs to the first call. */
  readonly #earlyLines: [ConsoleLevel, string][] = [];
  #print: ConsoleSink = (level, text) => this.#earlyLines.push([level, text]);
  #pending: Pending | null = null;
  #doom: PlatformError | null = null;
  #fatal: CodeFailure | null = null;
  #lastWords = '';
  #alive = true;

  constructor(options: InstanceOptions) {
    this.settings = options.settings;
    this.#clockOffsetMs = options.clockOffsetMs;
    this.#child = fork(instanceProgram(), [], {
      cwd: options.settings.folder,
      env: { ...options.environment },
      execArgv: [`--max-old-space-size=${options.settings.memoryMb}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    const { pid } = this.#child;
    if (pid !== undefined) {
      options.guard.watch(pid);
      this.#child.once('exit', () => options.guard.release(pid));
    }
    this.#child.on('message', (message: FromInstance) => this.#receive(message));
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#print('log', text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-lastWordsLength);
      this.#print('error', text);
    });
    this.#gone = new Promise((resolve) => {
      const finish = (): void => {
        this.#ended();
        resolve();
      };
      this.#child.on('error', finish);
      // `close` also waits for what the process still had to say; something it started may hold that open.
      this.#child.on('exit', () => setTimeout(finish, 500).unref());
      this.#child.on('close', finish);
    });
  }

  get alive(): boolean {
    return this.#alive && !this.#doom;
  }

  /** From now on what the process prints goes to `sink`. */
  attachConsole(sink: ConsoleSink): void {
    this.#print = sink;
    for (const [level, text] of this.#earlyLines.splice(0)) sink(level, text);
  }

  /** Loads the bundle. @throws PlatformError when its top level fails or takes too long */
  async load(): Promise<void> {
    const { name, file, exportName } = this.settings;
    const clockOffsetMs = this.#clockOffsetMs;
    const tooLong = new PlatformError(
      functionErrors.timedOut,
      `loading ${name} took longer than ${functionLimits.loadTimeoutMs} ms`,
    );
    await this.#ask({ type: 'load', file, exportName, clockOffsetMs }, functionLimits.loadTimeoutMs, tooLong);
  }

  /** Serves one call. @returns the result as JSON text @throws PlatformError */
  async invoke(request: Omit<InvokeRequest, 'type'>): Promise<string> {
    this.served += 1;
    const { timeoutMs } = this.settings;
    const tooLong = new PlatformError(
      functionErrors.timedOut,
      `Invoking task timed out after ${timeoutMs / 1000} seconds`,
    );
    return this.#ask({ type: 'invoke', ...request }, timeoutMs, tooLong);
  }

  /** Resolves once the process runs on the moved clock, or is gone. Nothing to do if it does already. */
  async setClock(offsetMs: number): Promise<void> {
    if (offsetMs === this.#clockOffsetMs) return;
    this.#clockOffsetMs = offsetMs;
    const acknowledged = new Promise<void>((resolve) => this.#clockAcks.push(resolve));
    this.#send({ type: 'clock', offsetMs });
    const stuck = setTimeout(
      () =>
        void this.kill(
          new PlatformError(functionErrors.failed, 'the instance was stuck and has been stopped'),
        ),
      functionLimits.clockAckMs,
    );
    await Promise.race([acknowledged, this.#gone]);
    clearTimeout(stuck);
  }

  /** Ends the process at once; the call it serves fails with `reason`. Resolves when it is gone. */
  async kill(reason: PlatformError): Promise<void> {
    this.#doom ??= reason;
    this.#child.kill('SIGKILL');
    await this.#gone;
  }

  async #ask(message: ToInstance, timeoutMs: number, tooLong: PlatformError): Promise<string> {
    if (!this.#alive) throw this.#causeOfDeath();
    const timer = setTimeout(() => void this.kill(tooLong), timeoutMs);
    try {
      return await new Promise<string>((resolve, reject) => {
        this.#pending = { resolve, reject };
        this.#send(message);
      });
    } finally {
      clearTimeout(timer);
      this.#pending = null;
    }
  }

  #send(message: ToInstance): void {
    // A closed channel is no error of its own: the end of the process follows and is reported there.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #receive(message: FromInstance): void {
    if ('memoryBytes' in message) this.memoryBytes = message.memoryBytes;
    if (message.type === 'console') this.#print(message.level, message.text);
    else if (message.type === 'loaded') this.#pending?.resolve('');
    else if (message.type === 'result') this.#pending?.resolve(message.json);
    else if (message.type === 'clock') this.#clockAcks.shift()?.();
    else if (message.type === 'fatal') this.#fatal = message.failure;
    else this.#pending?.reject(codeFailed(message.failure));
  }

  #ended(): void {
    this.#alive = false;
    this.#pending?.reject(this.#causeOfDeath());
  }

  #causeOfDeath(): PlatformError {
    if (this.#doom) return this.#doom;
    if (this.#lastWords.includes('heap out of memory')) {
      const { name, memoryMb } = this.settings;
      const text = `Process of ${name} exceeded ${memoryMb} MB and was stopped`;
      return new PlatformError(functionErrors.outOfMemory, text);
    }
    const { exitCode, signalCode } = this.#child;
    const exited = `Process exited before completing the request (${signalCode ?? `code ${exitCode}`})`;
    return codeFailed(this.#fatal ?? { errorCode: 1, errorMessage: exited, stackTrace: this.#lastWords });
  }
}

function codeFailed(failure: CodeFailure): PlatformError {
  return new PlatformError(functionErrors.failed, JSON.stringify(failure));
}
