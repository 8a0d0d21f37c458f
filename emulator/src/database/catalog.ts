import { type Acl, aclTagNames, isAclTag, newCollectionAcl } from './acl.ts';
import {
  type IndexDeclaration,
  type IndexKey,
  idIndex,
  isIndexDirection,
  keysProblem,
  overlapping,
} from './index-declaration.ts';
import { type DatabaseLimits, platformLimits } from './limits.ts';

export interface CollectionDeclaration {
  readonly name: string;
  /** What it holds, for people. */
  readonly description?: string;
  readonly acl: Acl;
  readonly indexes: readonly IndexDeclaration[];
}

export interface DueField {
  readonly collection: string;
  readonly field: string;
  /** The field that says what will be done then. */
  readonly nameField?: string;
  /** What people call its values. */
  readonly names?: Readonly<Record<string, string>>;
}

/** What `database/collections.json` declares. */
export interface CollectionCatalog {
  readonly collections: readonly CollectionDeclaration[];
  /** The fields that say when a document is due, for whoever wants to look ahead in time. */
  readonly due: readonly DueField[];
}

/**
 * Reads the content of `database/collections.json`.
 * @throws Error that names the place and what is wrong there
 */
export function parseCatalog(json: unknown, limits: DatabaseLimits = platformLimits): CollectionCatalog {
  const root = record(json, 'the file');
  const collections = array(root['collections'], 'collections').map((entry, at) =>
    parseCollection(entry, `collections[${at}]`, limits),
  );
  refuseRepeated(collections, 'collections');
  if (collections.length > limits.collections.max) {
    fail('collections', `has ${collections.length} entries, the limit is ${limits.collections.max}`);
  }
  return { collections, due: parseDue(root['due'], collections) };
}

function parseCollection(json: unknown, at: string, limits: DatabaseLimits): CollectionDeclaration {
  const entry = record(json, at);
  const name = text(entry['collectionName'], `${at}.collectionName`);
  const indexes = array(entry['createIndexes'] ?? [], `${at}.createIndexes`).map((index, position) =>
    parseIndex(index, `${at}.createIndexes[${position}]`, limits),
  );
  refuseRepeated(indexes, `${at}.createIndexes`);
  if (indexes.length > limits.indexesPerCollection.max) {
    fail(
      `${at}.createIndexes`,
      `has ${indexes.length} entries, the limit is ${limits.indexesPerCollection.max}`,
    );
  }
  const twins = overlapping([idIndex, ...indexes]);
  if (twins) {
    fail(`${at}.createIndexes`, `has the same keys in ${twins[0].name} and ${twins[1].name}; keep one`);
  }
  const { description } = entry;
  return {
    name,
    acl: parseAcl(entry, at),
    indexes,
    ...(description !== undefined && { description: text(description, `${at}.description`) }),
  };
}

/** `aclTag`, and `aclRule` with the text of a custom rule: as the CLI's database plugin has them. */
function parseAcl(entry: Readonly<Record<string, unknown>>, at: string): Acl {
  const { aclTag = newCollectionAcl.tag, aclRule } = entry;
  if (!isAclTag(aclTag)) fail(`${at}.aclTag`, `must be one of ${aclTagNames}`);
  if (aclTag === 'CUSTOM') return { tag: aclTag, rule: text(aclRule, `${at}.aclRule`) };
  if (aclRule !== undefined) fail(`${at}.aclRule`, 'goes with aclTag CUSTOM only');
  return { tag: aclTag, rule: null };
}

function parseIndex(json: unknown, at: string, limits: DatabaseLimits): IndexDeclaration {
  const entry = record(json, at);
  const name = text(entry['name'], `${at}.name`);
  if (name === idIndex.name) fail(`${at}.name`, 'is that of the index which every collection has');
  const keys = array(entry['keys'], `${at}.keys`).map((key, position) =>
    parseIndexKey(key, `${at}.keys[${position}]`),
  );
  const problem = keysProblem(keys, limits);
  if (problem) fail(`${at}.keys`, problem);
  return {
    name,
    keys,
    unique: flag(entry['unique'], `${at}.unique`),
    sparse: flag(entry['sparse'], `${at}.sparse`),
  };
}

function parseIndexKey(json: unknown, at: string): IndexKey {
  const { name, direction } = record(json, at);
  if (!isIndexDirection(direction)) {
    fail(`${at}.direction`, 'must be "1" or "-1" (geo indexes are unsupported by the local emulator)');
  }
  return { field: text(name, `${at}.name`), direction };
}

function parseDue(json: unknown, collections: readonly CollectionDeclaration[]): readonly DueField[] {
  return array(json ?? [], 'due').map((entry, position) => {
    const at = `due[${position}]`;
    const due = record(entry, at);
    const collection = text(due['collection'], `${at}.collection`);
    if (!collections.some(({ name }) => name === collection)) {
      fail(`${at}.collection`, `"${collection}" is not declared`);
    }
    const { nameField, names } = due;
    return {
      collection,
      field: text(due['field'], `${at}.field`),
      ...(nameField !== undefined && { nameField: text(nameField, `${at}.nameField`) }),
      ...(names !== undefined && { names: parseNames(names, `${at}.names`) }),
    };
  });
}

function parseNames(json: unknown, at: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(record(json, at)).map(([value, name]) => [value, text(name, `${at}.${value}`)]),
  );
}

function refuseRepeated(entries: readonly { readonly name: string }[], at: string): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (seen.has(name)) fail(at, `has two entries named "${name}"`);
    seen.add(name);
  }
}

function record(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) fail(at, 'must be an object');
  return Object.fromEntries(Object.entries(value));
}

function array(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) fail(at, 'must be an array');
  return value;
}

function text(value: unknown, at: string): string {
  if (typeof value !== 'string' || value === '') fail(at, 'must be a text');
  return value;
}

function flag(value: unknown, at: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') fail(at, 'must be true or false');
  return value === true;
}

function fail(at: string, problem: string): never {
  throw new Error(`database/collections.json: ${at} ${problem}`);
}
