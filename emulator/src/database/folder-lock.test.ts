import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FolderLock } from './folder-lock.ts';
import { temporaryFolder } from './test-support.ts';

test('a folder is locked once, also within one process, and free again after the release', async () => {
  const folder = await temporaryFolder();
  const lock = FolderLock.acquire(folder);
  expect(() => FolderLock.acquire(folder)).toThrow(`in use by another emulator (process ${process.pid})`);
  lock.release();
  FolderLock.acquire(folder).release();
  expect(await readdir(folder)).toEqual([]);
});

test('the lock of a process that lives is respected, and its pid is named', async () => {
  const folder = await temporaryFolder();
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void other.kill());
  await writeFile(join(folder, 'emulator.lock'), `${other.pid}\n`);
  expect(() => FolderLock.acquire(folder)).toThrow(`process ${other.pid}`);
});

test('the lock of a process that has died is taken over', async () => {
  const folder = await temporaryFolder();
  const other = spawn(process.execPath, ['-e', '']);
  await once(other, 'exit');
  await writeFile(join(folder, 'emulator.lock'), `${other.pid}\n`);
  FolderLock.acquire(folder).release();
});

test('so is one that an earlier process with our own pid left, and an empty one', async () => {
  const folder = await temporaryFolder();
  for (const content of [`${process.pid}\n`, '']) {
    await writeFile(join(folder, 'emulator.lock'), content);
    FolderLock.acquire(folder).release();
  }
});
