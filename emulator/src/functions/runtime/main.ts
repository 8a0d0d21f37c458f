/**
 * Runs inside a function's own process: loads the bundle, then serves one call after the other. It has no
 * dependency outside Node and is bundled into `dist/instance.cjs`.
 */
import { createRequire } from 'node:module';
import { installConsole, startConsoleOfCall } from './captured-console.ts';
import type { CodeFailure, FromInstance, InvokeRequest, LoadRequest, ToInstance } from './messages.ts';
import { installMovedDate, moveDate } from './moved-date.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const send = process.send?.bind(process);
const exit = process.exit.bind(process);
if (!send) throw new Error('this program is started by the emulator');
const report = (message: FromInstance): void => void send(message);

let handler: Handler | null = null;

function failure(error: unknown): CodeFailure {
  const stackTrace = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  return { errorCode: 1, errorMessage: 'user code exception caught', stackTrace };
}

function findHandler(exported: unknown, name: string): Handler {
  const found: unknown = typeof exported === 'object' && exported ? Reflect.get(exported, name) : undefined;
  if (typeof found !== 'function') throw new Error(`the bundle exports no function "${name}"`);
  return (event, context) => found.call(exported, event, context);
}

function load(request: LoadRequest): void {
  moveDate(request.clockOffsetMs);
  try {
    handler = findHandler(createRequire(request.file)(request.file), request.exportName);
    report({ type: 'loaded' });
  } catch (error) {
    report({ type: 'failed', failure: failure(error), memoryBytes: process.memoryUsage.rss() });
  }
}

async function invoke(request: InvokeRequest): Promise<void> {
  startConsoleOfCall();
  const before = new Map(Object.keys(request.variables).map((name) => [name, process.env[name]]));
  Object.assign(process.env, request.variables);
  const environ = Object.entries(request.variables)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
  // Old SDKs read `environ`, newer ones `environment`.
  const context = { ...request.context, environ, environment: JSON.stringify(request.variables) };
  let answer: FromInstance;
  try {
    const result = await handler?.(JSON.parse(request.event), context);
    const json = JSON.stringify(result) ?? 'null';
    answer = { type: 'result', json, memoryBytes: process.memoryUsage.rss() };
  } catch (error) {
    answer = { type: 'failed', failure: failure(error), memoryBytes: process.memoryUsage.rss() };
  }
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  report(answer);
}

function receive(message: ToInstance): void {
  if (message.type === 'load') load(message);
  else if (message.type === 'invoke') void invoke(message);
  else {
    moveDate(message.offsetMs);
    report({ type: 'clock' });
  }
}

installMovedDate();
installConsole((level, text) => report({ type: 'console', level, text }));
process.on('message', receive);
// The emulator is gone: nothing may stay behind.
process.on('disconnect', () => exit(0));
// Ctrl-C reaches the whole process group; the emulator decides when its functions end.
process.on('SIGINT', () => undefined);
process.on('uncaughtExceptionMonitor', (error) => report({ type: 'fatal', failure: failure(error) }));
// The platform's functions have no such channel.
Object.assign(process, { send: undefined, disconnect: undefined });
