import { afterAll, beforeAll } from 'vitest';
import { pointSdksAt } from '../../src/http/test-support.ts';
import { type Running, start } from '../start.ts';

export type Row = Record<string, unknown>;

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
export type Any = any;

export let cloud: Any;
export let db: Any;
let emulator: Running;
let made = 0;

/** One emulator for the file, with the real `wx-server-sdk` as its client. */
export function useWxSdk(): void {
  beforeAll(async () => {
    emulator = await start({ config: { envId: 'local-env' } });
    pointSdksAt(emulator.origin);
    ({ default: cloud } = await import('wx-server-sdk'));
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
    db = cloud.database();
  });

  afterAll(() => emulator.end());
}

/** Makes a collection of its own that holds the documents. Documents without an `_id` get 1, 2, 3… */
export async function collectionOf(documents: readonly Row[] = []): Promise<string> {
  made += 1;
  const name = `collection-${made}`;
  await db.createCollection(name);
  const numbered = documents.map((document, index) => ({ _id: index + 1, ...document }));
  if (numbered.length > 0) await db.collection(name).add({ data: numbered });
  return name;
}

export async function contents(name: string): Promise<Row[]> {
  return (await db.collection(name).orderBy('_id', 'asc').limit(1000).get()).data;
}
