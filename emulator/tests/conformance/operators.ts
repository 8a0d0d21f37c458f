import { expect, test } from 'vitest';
import { collectionOf, db, type Row } from './node-sdk.ts';

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
type Aggregate = any;

/** What an operator makes of each document; `undefined` stands for no field at all. */
export type OperatorCase = readonly [
  name: string,
  documents: readonly Row[],
  expression: ($: Aggregate) => unknown,
  results: readonly unknown[],
];

/** Runs the expression as a program would: in a `project` stage. */
export function testOperators(cases: readonly OperatorCase[]): void {
  test.each(cases)('%s', async (_name, documents, expression, results) => {
    const name = await collectionOf(documents);
    const { data } = await db
      .collection(name)
      .aggregate()
      .project({ _id: 0, value: expression(db.command.aggregate) })
      .end();
    expect(data.map((row: Row) => row['value'])).toEqual(results);
  });
}
