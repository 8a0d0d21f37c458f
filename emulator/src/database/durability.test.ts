import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { PlatformError } from '../kernel/errors.ts';
import type { DatabaseOptions, DatabaseService } from './index.ts';
import { diskFiles, type JournalFiles } from './journal.ts';
import { openTestDatabase, startTransaction, TestClient, temporaryFolder } from './test-support.ts';

const KILLED_PROGRAM = fileURLToPath(new URL('./durability-writer.ts', import.meta.url));

async function open(dataDir: string, options: Partial<DatabaseOptions> = {}): Promise<DatabaseService> {
  const database = await openTestDatabase(
    { orders: [{ name: 'n', fields: ['n'] }] },
    { dataDir, ...options },
  );
  onTestFinished(() => database.stop());
  return database;
}

async function reopened(database: DatabaseService, dataDir: string, options: Partial<DatabaseOptions> = {}) {
  await database.stop();
  return open(dataDir, options);
}

function journalOf(folder: string): string {
  return join(folder, 'database.journal');
}

function silenceWarnings() {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  onTestFinished(() => warn.mockRestore());
  return warn;
}

describe('a stopped database', () => {
  test('opens with all it had: types, removals, new collections', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder);
    const orders = new TestClient(database, 'orders');
    await database.actions?.['database.addCollection']?.(
      { collectionName: 'extra' },
      { requestId: 'r', callId: undefined, source: [] },
    );
    const kept = { _id: 'a', n: 1.5, at: new Date(7), none: null, list: [{ x: 'é' }], big: 2 ** 40 };
    await orders.add(kept);
    await orders.add({ _id: 'b' });
    await orders.remove({ _id: 'b' });
    await new TestClient(database, 'extra').add({ _id: 1 });
    const again = await reopened(database, folder);
    expect(again.documents('orders')).toEqual([kept]);
    expect(again.documents('extra')).toEqual([{ _id: 1 }]);
    expect(await new TestClient(again, 'orders').get({ n: 1.5 })).toHaveLength(1);
  });

  test('keeps no trace of transactions that were not committed', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder);
    await new TestClient(database, 'orders', await startTransaction(database)).add({ _id: 'open' });
    expect((await reopened(database, folder)).documents('orders')).toEqual([]);
  });

  test('takes the seed only when the folder is new', async () => {
    const folder = await temporaryFolder();
    const seed = new Map([['orders', [{ _id: 's', at: { $date: '2026-01-01T00:00:00Z' } }]]]);
    const database = await open(folder, { seed });
    expect(database.documents('orders')).toEqual([{ _id: 's', at: new Date('2026-01-01') }]);
    await new TestClient(database, 'orders').remove({ _id: 's' });
    const again = await reopened(database, folder, { seed });
    expect(again.documents('orders')).toEqual([]);
    await again.reset();
    expect(again.documents('orders')).toHaveLength(1);
  });
});

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

describe('a damaged journal', () => {
  async function folderWithThreeOrders(): Promise<string> {
    const folder = await temporaryFolder();
    const database = await open(folder);
    for (const _id of ['a', 'b', 'c']) await new TestClient(database, 'orders').add({ _id });
    await database.stop();
    return folder;
  }

  test('with a torn last line opens without it, and says so', async () => {
    const warn = silenceWarnings();
    const folder = await folderWithThreeOrders();
    const whole = await readFile(journalOf(folder));
    await appendFile(journalOf(folder), '0badc0de {"put":{"orders":[{"_i');
    const database = await open(folder);
    expect(database.documents('orders')).toHaveLength(3);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining(`dropped 31 bytes at byte ${whole.length}`));
    await new TestClient(database, 'orders').add({ _id: 'd' });
    expect((await reopened(database, folder)).documents('orders')).toHaveLength(4);
  });

  test('cut off anywhere in its last line loses just that line', async () => {
    silenceWarnings();
    const folder = await folderWithThreeOrders();
    const whole = await readFile(journalOf(folder));
    const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let length = lastLine; length < whole.length; length += 5) {
      await writeFile(journalOf(folder), whole.subarray(0, length));
      const database = await open(folder);
      expect(database.documents('orders')).toHaveLength(2);
      await database.stop();
    }
  });

  test('with one flipped bit in the middle does not open, names the place, and stays as it is', async () => {
    const folder = await folderWithThreeOrders();
    const whole = await readFile(journalOf(folder));
    const lineOfB = whole.lastIndexOf('\n', whole.indexOf('"b"')) + 1;
    for (const at of [lineOfB, lineOfB + 3, lineOfB + 20, whole.indexOf('\n', lineOfB)]) {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
      await writeFile(journalOf(folder), flipped);
      await expect(open(folder)).rejects.toThrow(`database.journal is damaged: the line at byte ${lineOfB} `);
      expect(await readFile(journalOf(folder))).toEqual(flipped);
    }
    await writeFile(journalOf(folder), whole);
    expect((await open(folder)).documents('orders')).toHaveLength(3);
  });

  test('that is empty or cut off within its first snapshot does not open', async () => {
    const folder = await folderWithThreeOrders();
    for (const content of ['', '0badc0de {"for']) {
      await writeFile(journalOf(folder), content);
      await expect(open(folder)).rejects.toThrow('is damaged');
    }
  });

  test('whose data break a unique index that is new does not open, and stays as it is', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder);
    for (const _id of ['a', 'b']) await new TestClient(database, 'orders').add({ _id, n: 1 });
    await database.stop();
    const before = await readFile(journalOf(folder));
    const unique = openTestDatabase(
      { orders: [{ name: 'n', fields: ['n'], unique: true }] },
      { dataDir: folder },
    );
    await expect(unique).rejects.toThrow('collection orders: the unique index n cannot be built');
    expect(await readFile(journalOf(folder))).toEqual(before);
  });
});

describe('a disk that fails', () => {
  /** Writes the first few bytes and then refuses, as a full disk does. */
  class FailingDisk implements JournalFiles {
    full = false;
    truncates = true;
    write(fd: number, bytes: Buffer, offset: number, position: number): number {
      if (!this.full) return diskFiles.write(fd, bytes, offset, position);
      if (offset === 0) return diskFiles.write(fd, bytes.subarray(0, 9), 0, position);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    }
    truncate(fd: number, length: number): void {
      if (!this.truncates) throw new Error('EIO: i/o error');
      diskFiles.truncate(fd, length);
    }
    sync = diskFiles.sync;
  }

  test('refuses the write, keeps memory and file as they were, and serves on', async () => {
    const folder = await temporaryFolder();
    const disk = new FailingDisk();
    const database = await open(folder, { journal: { files: disk } });
    const orders = new TestClient(database, 'orders');
    await orders.add({ _id: 'a', n: 1 });
    const before = await readFile(journalOf(folder));
    disk.full = true;
    const refusal = orders.update({ _id: 'a' }, { $set: { n: 2 } });
    await expect(refusal).rejects.toThrow(PlatformError);
    await expect(orders.add({ _id: 'b' })).rejects.toThrow('ENOSPC');
    expect(await orders.get({})).toMatchObject([{ _id: 'a' }]);
    expect(database.documents('orders')).toEqual([{ _id: 'a', n: 1 }]);
    expect(await readFile(journalOf(folder))).toEqual(before);
    disk.full = false;
    await orders.add({ _id: 'b' });
    expect((await reopened(database, folder)).documents('orders')).toHaveLength(2);
  });

  test('makes a commit fail as a whole and releases its locks', async () => {
    const disk = new FailingDisk();
    const database = await open(await temporaryFolder(), { journal: { files: disk } });
    const orders = new TestClient(database, 'orders');
    await orders.add({ _id: 'a', n: 1 });
    const id = await startTransaction(database);
    await new TestClient(database, 'orders', id).update({ _id: 'a' }, { $set: { n: 2 } });
    disk.full = true;
    const commit = database.actions?.['database.commitTransaction']?.(
      { transactionId: id },
      { requestId: 'r', callId: undefined, source: [] },
    );
    await expect(commit).rejects.toThrow('ENOSPC');
    disk.full = false;
    expect(await orders.update({ _id: 'a' }, { $inc: { n: 10 } })).toBe(1);
    expect(database.documents('orders')).toEqual([{ _id: 'a', n: 11 }]);
  });

  test('that cannot even take back half a line gets no more writes', async () => {
    silenceWarnings();
    const folder = await temporaryFolder();
    const disk = new FailingDisk();
    const database = await open(folder, { journal: { files: disk } });
    const orders = new TestClient(database, 'orders');
    await orders.add({ _id: 'a' });
    Object.assign(disk, { full: true, truncates: false });
    await expect(orders.add({ _id: 'b' })).rejects.toThrow('ENOSPC');
    disk.full = false;
    await expect(orders.add({ _id: 'c' })).rejects.toThrow('restart the emulator');
    expect(await orders.get({})).toHaveLength(1);
    expect((await reopened(database, folder)).documents('orders')).toHaveLength(1);
  });

  test('goes on with the long journal if there is no room to compact it', async () => {
    const warn = silenceWarnings();
    const folder = await temporaryFolder();
    const disk = new FailingDisk();
    let appends = 0;
    disk.write = (fd, bytes, offset, position) => {
      appends += 1;
      if (bytes.includes('snapshotEnd') && appends > 2) throw new Error('ENOSPC');
      return diskFiles.write(fd, bytes, offset, position);
    };
    const database = await open(folder, { journal: { files: disk, compactAboveBytes: 1000 } });
    const orders = new TestClient(database, 'orders');
    await orders.add({ _id: 'a', n: 0 });
    for (let n = 1; n <= 100; n += 1) await orders.update({ _id: 'a' }, { $set: { n } });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('could not be rewritten'));
    expect((await reopened(database, folder)).documents('orders')).toEqual([{ _id: 'a', n: 100 }]);
  });
});

describe('compaction', () => {
  test('keeps the journal short while the database runs, and loses nothing', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder, { journal: { compactAboveBytes: 2000 } });
    const orders = new TestClient(database, 'orders');
    for (let n = 0; n < 300; n += 1) await orders.set(`o${n % 5}`, { n });
    expect((await readFile(journalOf(folder))).length).toBeLessThan(4000);
    const documents = database.documents('orders');
    const again = await reopened(database, folder);
    expect(again.documents('orders')).toEqual(documents);
    expect(documents).toHaveLength(5);
  });

  test('happens at the start too, and a half-written new file from a crash is no obstacle', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder);
    for (let n = 0; n < 100; n += 1) await new TestClient(database, 'orders').set('o', { n });
    const long = (await readFile(journalOf(folder))).length;
    await writeFile(`${journalOf(folder)}.new`, 'half');
    const again = await reopened(database, folder, { journal: { compactAboveBytes: 1000 } });
    expect((await readFile(journalOf(folder))).length).toBeLessThan(long / 4);
    expect(again.documents('orders')).toEqual([{ _id: 'o', n: 99 }]);
  });
});
