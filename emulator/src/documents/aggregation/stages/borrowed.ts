import { Aggregator } from 'mingo/aggregator';
import { Context, ProcessingMode } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as stages from 'mingo/operators/pipeline';
import * as windows from 'mingo/operators/window';
import { requestFailed } from '../../errors.ts';
import type { StageFactory } from './stage.ts';

const OPERATORS = Context.init({
  accumulator: { ...accumulators },
  expression: { ...expressions },
  pipeline: { ...stages },
  window: { ...windows },
});

/** Stages of newer MongoDB versions, which programs on the platform hardly use: as mingo runs them. */
export function borrowed(name: string): StageFactory {
  return (operand) => (input) => {
    const aggregator = new Aggregator([{ [name]: operand }], {
      context: OPERATORS,
      processingMode: ProcessingMode.CLONE_INPUT,
      scriptEnabled: true,
    });
    try {
      return aggregator.run([...input]);
    } catch (error) {
      throw requestFailed(error instanceof Error ? error.message : String(error));
    }
  };
}
