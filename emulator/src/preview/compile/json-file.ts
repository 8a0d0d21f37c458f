import { existsSync, readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { isJsonObject } from '../../http/body.ts';
import type { FindingList } from './findings.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON file with its text, so that findings can say where. */
export interface JsonFile {
  readonly file: string;
  readonly text: string;
  readonly value: JsonObject;
}

/** Reads an object; where the file is absent or invalid, an empty one. */
export function readJsonFile(file: string, findings: FindingList): JsonFile {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    reportSyntaxError(file, text, error, findings);
    return { file, text, value: {} };
  }
  if (isJsonObject(value)) return { file, text, value };
  findings.error(file, null, 'This file must hold a JSON object.');
  return { file, text, value: {} };
}

/** Where a value stands in the text of its file. @param behind another value that stands before it */
export function placeOf(
  json: JsonFile,
  value: string,
  behind?: string,
): { text: string; offset: number } | null {
  const { text } = json;
  const start = behind === undefined ? 0 : text.indexOf(JSON.stringify(behind));
  const offset = text.indexOf(JSON.stringify(value), start);
  return offset < 0 ? null : { text, offset };
}

/** `JSON.parse` says in words what is wrong, but not always where; esbuild's parser does. */
function reportSyntaxError(file: string, text: string, error: unknown, findings: FindingList): void {
  const failure = syntaxErrors(text)[0];
  const message = failure?.text ?? (error instanceof Error ? error.message : String(error));
  const place = failure?.location
    ? { line: failure.location.line, column: failure.location.column + 1 }
    : null;
  findings.error(file, place, `This is not valid JSON: ${message}.`);
}

interface ParserMessage {
  readonly text: string;
  readonly location: { readonly line: number; readonly column: number } | null;
}

function syntaxErrors(text: string): readonly ParserMessage[] {
  try {
    transformSync(text, { loader: 'json', logLevel: 'silent' });
    return [];
  } catch (error) {
    return (error as { errors?: readonly ParserMessage[] }).errors ?? [];
  }
}

export function stringAt(object: JsonObject, key: string): string | null {
  const value = object[key];
  return typeof value === 'string' ? value : null;
}

export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}

export function listAt(object: JsonObject, key: string): readonly unknown[] {
  const value = object[key];
  return Array.isArray(value) ? value : [];
}

export function stringsAt(object: JsonObject, key: string): readonly string[] {
  return listAt(object, key).filter((item) => typeof item === 'string');
}
