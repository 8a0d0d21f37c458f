import { isDeepStrictEqual } from 'node:util';
import type { Cloud } from './cloud.ts';
import { CLOSED, type Index } from './declared.ts';
import { Ledger } from './migrations/ledger.ts';
import { LEASE_MS, runMigration } from './migrations/runner.ts';
import type { Step } from './plan.ts';
import { isSameShape } from './planTables.ts';
import type { SeedStep } from './seeds.ts';
import { type Patience, until } from './until.ts';

/**
 * Does one step and waits until it is seen.
 * @returns what is to be told beyond that it is done; empty if nothing is
 * @throws what the API or the database refuses, or Error if it was accepted and is not seen
 */
export async function applyStep(cloud: Cloud, step: Step, patience: Patience): Promise<string> {
  const { tables, documents } = cloud;
  const seen = (look: () => Promise<boolean>) => waitUntil(look, patience);
  switch (step.kind) {
    case 'createCollection':
      await tables.createCollection(step.collection);
      await seen(async () => (await tables.names()).includes(step.collection));
      return '';
    case 'closeCollection':
      await tables.setPermission(step.collection, CLOSED);
      return '';
    case 'createIndex':
      await tables.createIndex(step.collection, step.index);
      await seen(() => hasIndex(cloud, step.collection, step.index));
      return '';
    case 'replaceIndex':
      await tables.dropIndex(step.collection, step.current.name);
      await seen(async () => !(await hasIndex(cloud, step.collection, step.current)));
      await tables.createIndex(step.collection, step.index);
      await seen(() => hasIndex(cloud, step.collection, step.index));
      return '';
    case 'runMigration':
      return (await runMigration(documents, step.migration)) ? '' : 'another process has run it';
    case 'skipMigration':
      await new Ledger(documents, LEASE_MS).skip(step.migration.id);
      return '';
    case 'insertDocument':
      return insertDocument(cloud, step);
  }
}

async function hasIndex({ tables }: Cloud, collection: string, index: Index): Promise<boolean> {
  const indexes = await tables.indexes(collection);
  return indexes.some((one) => one.name === index.name && isSameShape(one, index));
}

async function insertDocument({ documents }: Cloud, { collection, document }: SeedStep): Promise<string> {
  if (await documents.insert(collection, document)) return '';
  const current = await documents.get(collection, document._id);
  if (!current) throw new Error('another document, with another _id, has the same value in a unique field');
  return isDeepStrictEqual(current, document)
    ? 'is there by now'
    : 'is there by now, and different: left alone';
}

async function waitUntil(look: () => Promise<boolean>, patience: Patience): Promise<void> {
  const found = await until(async () => ((await look()) ? true : null), patience);
  if (found === null) throw new Error('it was accepted, and is not seen yet: building it may take a while');
}
