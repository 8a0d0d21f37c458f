import { expect, test } from 'vitest';
import { collectionOf, db, type Row } from './node-sdk.ts';

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
export type Pipeline = any;

export type StageCase = readonly [
  name: string,
  documents: readonly Row[],
  build: (pipeline: Pipeline, $: Pipeline, _: Pipeline) => Pipeline,
  results: readonly Row[],
];

export function testStages(cases: readonly StageCase[]): void {
  test.each(cases)('%s', async (_name, documents, build, results) => {
    const name = await collectionOf(documents);
    const { command } = db;
    const { data } = await build(db.collection(name).aggregate(), command.aggregate, command).end();
    expect(data).toEqual(results);
  });
}
