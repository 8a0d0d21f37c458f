import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { journalOf, open, reopened, silenceWarnings } from './durability-support.ts';
import { openTestDatabase, TestClient, temporaryFolder } from './test-support.ts';

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
