import { parentPort } from 'node:worker_threads';
import { compileMiniprogram } from './compile/index.ts';
import type { CompilerAnswer } from './compiler.ts';

// Of an error only the message would survive the way to the other thread.
parentPort?.on('message', async (root: string) => {
  const answer: CompilerAnswer = await compileMiniprogram({ root }).then(
    (compiled) => ({ compiled }),
    (error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(answer);
});
