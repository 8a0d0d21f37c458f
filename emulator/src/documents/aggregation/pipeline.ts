import { requestFailed, unsupported } from '../errors.ts';
import { compileMatch } from '../filter/compile.ts';
import { refuseSdkObjects } from '../sdk-traps.ts';
import { type Document, isDocument } from '../values.ts';
import { compileExpression } from './expression/compile.ts';
import { type Evaluate, type Names, truthy, type Variables } from './expression/scope.ts';
import { addFields } from './stages/add-fields.ts';
import {
  count,
  facet,
  limit,
  match,
  replaceRoot,
  replaceWith,
  sample,
  skip,
  sort,
  unionWith,
} from './stages/basic.ts';
import { borrowed } from './stages/borrowed.ts';
import { bucket, bucketAuto } from './stages/bucket.ts';
import { graphLookup } from './stages/graph-lookup.ts';
import { group, sortByCount } from './stages/group.ts';
import { lookup } from './stages/lookup.ts';
import { project, unset } from './stages/project.ts';
import { redact } from './stages/redact.ts';
import type { PipelineContext, Stage, StageCompiler, StageFactory } from './stages/stage.ts';
import { unwind } from './stages/unwind.ts';

export type { PipelineContext };

const STAGES: ReadonlyMap<string, StageFactory> = new Map([
  ['$addFields', addFields],
  ['$bucket', bucket],
  ['$bucketAuto', bucketAuto],
  ['$count', count],
  ['$densify', borrowed('$densify')],
  ['$facet', facet],
  ['$fill', borrowed('$fill')],
  ['$graphLookup', graphLookup],
  ['$group', group],
  ['$limit', limit],
  ['$lookup', lookup],
  ['$match', match],
  ['$project', project],
  ['$redact', redact],
  ['$replaceRoot', replaceRoot],
  ['$replaceWith', replaceWith],
  ['$sample', sample],
  ['$set', addFields],
  ['$setWindowFields', borrowed('$setWindowFields')],
  ['$skip', skip],
  ['$sort', sort],
  ['$sortByCount', sortByCount],
  ['$unionWith', unionWith],
  ['$unset', unset],
  ['$unwind', unwind],
]);

const UNSUPPORTED = new Set(['$collStats', '$geoNear', '$indexStats', '$merge', '$out', '$search']);

/**
 * Runs an aggregation pipeline. The input is never changed; results may share parts of it.
 * Semantics: https://www.mongodb.com/docs/manual/reference/operator/aggregation-pipeline/
 * @throws PlatformError
 */
export function runPipeline(
  input: readonly Document[],
  stages: readonly Document[],
  context: PipelineContext,
): Document[] {
  refuseSdkObjects(stages, 'stage');
  const run = new PipelineCompiler(context, new Set()).pipeline(stages);
  return [...run(input, null)];
}

class PipelineCompiler implements StageCompiler {
  constructor(
    readonly context: PipelineContext,
    readonly names: Names,
  ) {}

  expression(expression: unknown): Evaluate {
    return compileExpression(expression, this.names);
  }

  pipeline(stages: unknown, extra: readonly string[] = []): Stage {
    if (!Array.isArray(stages)) throw requestFailed('a pipeline must be an array of stages');
    const compiler = new PipelineCompiler(this.context, new Set([...this.names, ...extra]));
    const compiled = stages.map((stage: unknown) => compiler.#stage(stage));
    return (input, variables) => compiled.reduce((documents, stage) => stage(documents, variables), input);
  }

  filter(filter: Document): (document: Document, variables: Variables | null) => boolean {
    // The filter is compiled once, but `$expr` in it may see other variables with each run.
    let current: Variables | null = null;
    const matches = compileMatch(filter, (expression) => {
      const evaluate = this.expression(expression);
      return (root) => truthy(evaluate({ root, variables: current, context: this.context }));
    });
    return (document, variables) => {
      current = variables;
      return matches(document);
    };
  }

  #stage(stage: unknown): Stage {
    const names = isDocument(stage) ? Object.keys(stage) : [];
    const name = names[0];
    if (!isDocument(stage) || name === undefined || names.length > 1) {
      throw requestFailed('A pipeline stage specification object must contain exactly one field.');
    }
    const factory = STAGES.get(name);
    if (factory) return factory(stage[name], this);
    if (UNSUPPORTED.has(name)) throw unsupported(`the pipeline stage ${name}`);
    throw requestFailed(`Unrecognized pipeline stage name: '${name}'`);
  }
}
