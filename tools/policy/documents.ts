import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { policySchema } from '../../cloudfunctions/shared/contract/policySchema.ts';
import type { Policy } from '../../cloudfunctions/shared/domain/policy.ts';

/**
 * The documents of a file: one, a list of them, or one a line as CloudBase's console exports a collection.
 * @throws Error that says in one line what is wrong with it
 */
export function readDocuments(path: string): unknown[] {
  if (!existsSync(path)) throw new Error(`${path} is not there`);
  const text = readFileSync(path, 'utf8').trim();
  const whole = parsed(text);
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole];
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const document = parsed(line);
    if (document === undefined) throw new Error(`${path} is not JSON: see line ${index + 1}`);
    return [document];
  });
}

/**
 * The newest policy of a file, as the functions would read it.
 * @throws Error that names the fields which are wrong
 */
export function readPolicy(path: string): Policy {
  const [newest] = readDocuments(path).sort((a, b) => versionOf(b) - versionOf(a));
  const result = v.safeParse(policySchema, newest);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  throw new Error(`${path} holds no valid policy: ${problems.slice(0, 5).join('; ')}`);
}

function versionOf(document: unknown): number {
  const { output, success } = v.safeParse(v.object({ version: v.number() }), document);
  return success ? output.version : 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
