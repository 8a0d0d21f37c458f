import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { silenceWarnings } from './durability-support.ts';
import { openTestDatabase, temporaryFolder } from './test-support.ts';

const KILLED_PROGRAM = fileURLToPath(new URL('./durability-writer.ts', import.meta.url));

describe('kill -9', () => {
  function startWriter(folder: string): { child: ChildProcess; lines: AsyncIterator<string> } {
    const child = spawn(process.execPath, ['--import', 'tsx', KILLED_PROGRAM, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  }

  /** Lets the writer acknowledge some writes, kills it, and answers all that it acknowledged. */
  async function acknowledgedUntilKilled(folder: string, count: number): Promise<string[]> {
    const { child, lines } = startWriter(folder);
    const exited = once(child, 'exit');
    const acknowledged: string[] = [];
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      acknowledged.push(line.value);
      if (acknowledged.length === count) child.kill('SIGKILL');
    }
    await exited;
    return acknowledged;
  }

  test('loses no acknowledged write, breaks no transfer, and leaves a lock that is taken over', async () => {
    silenceWarnings();
    const folder = await temporaryFolder();
    const acknowledged: string[] = [];
    for (const count of [1, 57, 400, 901]) {
      acknowledged.push(...(await acknowledgedUntilKilled(folder, count)));
      const database = await openTestDatabase({ orders: [], accounts: [] }, { dataDir: folder });
      const stored = new Set(database.documents('orders').map((document) => document['_id']));
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
      const total = database.documents('accounts').reduce((sum, { balance }) => sum + Number(balance), 0);
      expect(total).toBe(1000);
      await database.stop();
    }
  });
});
