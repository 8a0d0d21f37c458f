import { requestFailed } from '../../errors.ts';
import { type Document, isDocument } from '../../values.ts';

/** @throws PlatformError if the operand is not a document */
export function needOperand(stage: string, operand: unknown): Document {
  if (isDocument(operand)) return operand;
  throw requestFailed(`the ${stage} stage specification must be an object`);
}

/** One argument of a stage. @throws PlatformError if it is missing */
export function needArgument(stage: string, operand: unknown, name: string): unknown {
  const value = needOperand(stage, operand)[name];
  if (value === undefined) throw requestFailed(`${stage} requires '${name}' to be specified`);
  return value;
}

/** An argument that must be a string. */
export function needText(stage: string, operand: unknown, name: string): string {
  const value = needArgument(stage, operand, name);
  if (typeof value === 'string') return value;
  throw requestFailed(`${stage} argument '${name}' must be a string`);
}

/** The path that `$path` names. */
export function needPath(stage: string, value: unknown): string[] {
  if (typeof value !== 'string') throw requestFailed(`expected a string as the path for ${stage} stage`);
  if (!value.startsWith('$') || value.length < 2) {
    throw requestFailed(`path option to ${stage} stage should be prefixed with a '$': ${value}`);
  }
  return value.slice(1).split('.');
}
