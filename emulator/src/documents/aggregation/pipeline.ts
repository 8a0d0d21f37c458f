import { Aggregator } from 'mingo/aggregator';
import { requestFailed } from '../errors.ts';
import type { Document, EvaluationContext } from '../values.ts';
import { mingoOptions } from './mingo-options.ts';

export interface PipelineContext extends EvaluationContext {
  /** @throws PlatformError if the collection does not exist */
  collection(name: string): readonly Document[];
}

/** Runs an aggregation pipeline. */
export function runPipeline(
  input: readonly Document[],
  stages: readonly Document[],
  context: PipelineContext,
): Document[] {
  const options = {
    ...mingoOptions(context),
    collectionResolver: (name: string) => [...context.collection(name)],
  };
  try {
    return new Aggregator([...stages], options).run<Document>([...input]);
  } catch (error) {
    throw requestFailed(error instanceof Error ? error.message : String(error));
  }
}
