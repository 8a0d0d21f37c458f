import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** Nobody but the functions reads or writes: https://docs.cloudbase.net/database/data-permission */
export const CLOSED = 'ADMINONLY';

export interface IndexKey {
  /** Path of the field. */
  readonly name: string;
  /** `1` or `-1`; an index that somebody made by hand may also be `2dsphere`. */
  readonly direction: string;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly keys: readonly IndexKey[];
}

export interface DeclaredCollection {
  readonly name: string;
  readonly indexes: readonly Index[];
}

const name = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/, 'is no name for a collection or an index'),
);

const indexSchema = v.strictObject({
  name,
  unique: v.boolean(),
  keys: v.pipe(
    v.array(v.strictObject({ name: v.pipe(v.string(), v.nonEmpty()), direction: v.picklist(['1', '-1']) })),
    v.minLength(1),
  ),
});

const catalogSchema = v.object({
  collections: v.pipe(
    v.array(
      v.strictObject({
        collectionName: name,
        description: v.string(),
        aclTag: v.literal(CLOSED, `must be ${CLOSED}: clients reach the database through functions only`),
        createIndexes: v.pipe(
          v.array(indexSchema),
          v.check(
            (indexes) => areDistinct(indexes.map((index) => index.name)),
            'two indexes have the same name',
          ),
        ),
      }),
    ),
    v.check(
      (collections) => areDistinct(collections.map(({ collectionName }) => collectionName)),
      'two collections have the same name',
    ),
  ),
});

/**
 * What `database/collections.json` says that an environment must have.
 * @throws Error that names the place in the file
 */
export function readDeclared(projectDir: string): readonly DeclaredCollection[] {
  const path = join(projectDir, 'database', 'collections.json');
  return parseDeclared(JSON.parse(readFileSync(path, 'utf8')));
}

/** @throws Error that names the place in the file */
export function parseDeclared(json: unknown): readonly DeclaredCollection[] {
  const parsed = v.safeParse(catalogSchema, json);
  if (!parsed.success) {
    const problems = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
    throw new Error(`database/collections.json: ${problems.join('; ')}`);
  }
  return parsed.output.collections.map(({ collectionName, createIndexes }) => ({
    name: collectionName,
    indexes: createIndexes,
  }));
}

function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
