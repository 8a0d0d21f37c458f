import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { CompiledMiniprogram } from './compile/index.ts';

/** What the worker (`compiler-worker.ts`) posts for each folder that it was given. */
export type CompilerAnswer = { readonly compiled: CompiledMiniprogram } | { readonly failure: string };

export interface Compiler {
  /** One at a time. @throws Error for what makes compiling impossible */
  compile(root: string): Promise<CompiledMiniprogram>;
  /** What is being compiled fails. */
  stop(): Promise<void>;
}

/** Beside `dist/cli.js`, or seen from the TypeScript source. */
const places = ['./compiler.js', '../../dist/compiler.js'];

/**
 * A compiler in a thread of its own: compiling keeps a processor busy for a second or two, and meanwhile functions
 * must be served. The packages that it needs are loaded only there.
 * @throws Error if the emulator has not been built
 */
export function startCompiler(): Compiler {
  const program = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (program === undefined) throw new Error('build missing: run npm run build (there is no compiler)');
  let worker: Worker | null = null;
  let isStopped = false;

  /** One that has died is replaced. */
  function running(path: string): Worker {
    if (worker) return worker;
    const started = new Worker(path);
    // Who waits for an answer is told; without anybody to hear it, it would end the whole emulator.
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (worker === started) worker = null;
    });
    worker = started;
    return started;
  }

  return {
    async compile(root) {
      if (isStopped) throw new Error('the compiler was stopped');
      const answer = await ask(running(program), root);
      if ('compiled' in answer) return answer.compiled;
      throw new Error(answer.failure);
    },
    async stop() {
      isStopped = true;
      await worker?.terminate();
    },
  };
}

function ask(worker: Worker, root: string): Promise<CompilerAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (answer: CompilerAnswer): void => settle(() => resolve(answer));
    const onError = (error: Error): void => settle(() => reject(error));
    const onExit = (): void => settle(() => reject(new Error('the compiler was stopped')));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(root);
  });
}
