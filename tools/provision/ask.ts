import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Asks on the terminal; no is what is meant by no answer, and by a terminal that is closed. */
export async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    terminal.setPrompt(`${question} [y/N] `);
    terminal.prompt();
    const [answer = ''] = await Promise.race([once(terminal, 'line'), once(terminal, 'close')]);
    return /^(y|yes)$/i.test(String(answer).trim());
  } finally {
    terminal.close();
  }
}
