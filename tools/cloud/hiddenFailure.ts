import { stripVTControlCharacters } from 'node:util';
import { isFunctionCommand, isLocalRun } from './localRun.ts';

/**
 * Above the answer of `fn run`, and printed of a failure too. The runtime that prints it knows no other
 * language.
 */
const ENDED = /^返回结果：/m;
/** How the runtime reports what a function threw. */
const THROWN = /^\{"errorCode":1,"errorMessage":"user code exception caught"/m;
/** How the CLI marks what it could not do; Windows has another sign. */
const MARKED = /^[✖×] (.*)/m;
/** `fn deploy --all` leaves out what has no folder. */
const SKIPPED = /^.*(?:跳过 \d+ 个函数|Skipped \d+ functions)/m;
/** What it says of a command that it does not have. */
const UNKNOWN = /^Error: (.* (?:is not a valid command|不是有效的命令))/m;

/**
 * Where the CLI ends with 0 although what it was to do failed.
 * @param args what `tcb` was called with
 * @param output all that it printed
 * @returns what failed, in words; null if nothing did
 */
export function hiddenFailure(args: readonly string[], output: string): string | null {
  const text = stripVTControlCharacters(output);
  if (isLocalRun(args)) return ENDED.test(text) && !THROWN.test(text) ? null : 'the function failed';
  // What functions printed may look like anything.
  if (isFunctionCommand(args, 'log')) return null;
  return MARKED.exec(text)?.[1] ?? SKIPPED.exec(text)?.[0] ?? UNKNOWN.exec(text)?.[1] ?? null;
}
