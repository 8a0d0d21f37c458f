import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { PlatformError } from '../kernel/errors.ts';
import { journalOf, open, reopened, silenceWarnings } from './durability-support.ts';
import { diskFiles, type JournalFiles } from './journal-files.ts';
import { startTransaction, TestClient, temporaryFolder } from './test-support.ts';

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

  test('refuses to make and to drop a collection, and all is as it was', async () => {
    const folder = await temporaryFolder();
    const disk = new FailingDisk();
    const database = await open(folder, { journal: { files: disk } });
    disk.full = true;
    expect(() => database.administration.createTable('extra')).toThrow('ENOSPC');
    await expect(database.administration.dropTable('orders')).rejects.toThrow('ENOSPC');
    expect(database.collections()).toEqual(['orders']);
    disk.full = false;
    expect((await reopened(database, folder)).collections()).toEqual(['orders']);
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
