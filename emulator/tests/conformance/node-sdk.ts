import { afterAll, beforeAll } from 'vitest';
import { pointSdksAt } from '../../src/http/test-support.ts';
import { type Running, start } from '../start.ts';

export type Row = Record<string, unknown>;

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
export let db: any;
export let emulator: Running;

let made = 0;

/** One emulator for the file, with the real `@cloudbase/node-sdk` as its client. */
export function useNodeSdk(): void {
  beforeAll(async () => {
    emulator = await start({ config: { envId: 'local-env' } });
    pointSdksAt(emulator.origin);
    const { default: tcb } = await import('@cloudbase/node-sdk');
    db = tcb.init({ env: 'local-env' }).database();
  });

  afterAll(() => emulator.end());
}

/** Makes a collection of its own that holds the documents. Documents without an `_id` get 1, 2, 3… */
export async function collectionOf(documents: readonly Row[] = []): Promise<string> {
  made += 1;
  const name = `collection-${made}`;
  await db.createCollection(name);
  const numbered = documents.map((document, index) => ({ _id: index + 1, ...document }));
  if (numbered.length > 0) await db.collection(name).add(numbered);
  return name;
}

/** All documents of a collection, in the order of their `_id`. */
export async function contents(name: string): Promise<Row[]> {
  return (await db.collection(name).orderBy('_id', 'asc').limit(1000).get()).data;
}
