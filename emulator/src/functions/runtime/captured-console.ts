import { format } from 'node:util';
import { functionLimits } from '../limits.ts';
import type { ConsoleLevel } from './messages.ts';

const levels: readonly ConsoleLevel[] = ['log', 'info', 'warn', 'error', 'debug'];
let linesLeft = functionLimits.consoleLines;

/**
 * Sends what the function prints to `write`, bounded per call so that a loop that prints cannot fill the
 * memory.
 */
export function installConsole(write: (level: ConsoleLevel, text: string) => void): void {
  for (const level of levels) {
    console[level] = (...values: unknown[]) => {
      linesLeft -= 1;
      if (linesLeft > 0) write(level, format(...values).slice(0, functionLimits.consoleChars));
      if (linesLeft === 0) write('warn', 'more lines of this call are not kept');
    };
  }
}

export function startConsoleOfCall(): void {
  linesLeft = functionLimits.consoleLines;
}
