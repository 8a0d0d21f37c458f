import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readDocuments } from '../policy/documents.ts';
import type { Document } from './documents.ts';
import { isSeedName, problemsOf, SEED_NAMES, type SeedName } from './seedSchemas.ts';

/** Documents that an environment shall have. */
export interface Seed {
  readonly collection: string;
  readonly documents: readonly SeedDocument[];
}

export interface SeedDocument {
  readonly document: Document;
  /** How it is called in what is printed. */
  readonly label: string;
}

export interface SeedStep {
  readonly kind: 'insertDocument';
  readonly collection: string;
  readonly document: Document;
  readonly label: string;
}

export interface SeedDrift {
  readonly kind: 'differentDocument';
  readonly collection: string;
  readonly label: string;
}

export interface SeedPlan {
  readonly steps: readonly SeedStep[];
  readonly drift: readonly SeedDrift[];
  /** Labels of what is there already. */
  readonly there: readonly string[];
}

/** Hosts that exist nowhere: RFC 2606. */
const NOWHERE = /(^|\.)example(\.(com|net|org))?$/;

/**
 * Reads `policies,terms` or `products=my-goods.json`: without a file, `database/seed/<name>.json`.
 * @throws Error that names file and document if the functions would refuse it
 */
export function readSeeds(projectDir: string, names: string, isLocal: boolean): readonly Seed[] {
  return names.split(',').map((part) => {
    const [name = '', file] = part.trim().split('=');
    if (!isSeedName(name)) throw new Error(refusalOf(name));
    const path = file ? resolve(projectDir, file) : join(projectDir, 'database', 'seed', `${name}.json`);
    const documents = readDocuments(path).map((document) => {
      const checked = checkedDocument(name, document, path, isLocal);
      return { document: checked, label: `${name} ${checked._id}` };
    });
    return { collection: name, documents };
  });
}

/** What is to be inserted, given what stands there under the same ids. Nothing is ever overwritten. */
export function planSeeds(
  seeds: readonly Seed[],
  stored: (collection: string, id: string) => Document | null,
): SeedPlan {
  const steps: SeedStep[] = [];
  const drift: SeedDrift[] = [];
  const there: string[] = [];
  for (const { collection, documents } of seeds) {
    for (const { document, label } of documents) {
      const current = stored(collection, document._id);
      if (!current) steps.push({ kind: 'insertDocument', collection, document, label });
      else if (isDeepStrictEqual(current, document)) there.push(label);
      else drift.push({ kind: 'differentDocument', collection, label });
    }
  }
  return { steps, drift, there };
}

function refusalOf(name: string): string {
  if (name === 'operators') return 'operators are real people: --operator OPENID adds one';
  return `there is no seed ${name || 'without a name'}: ${SEED_NAMES.join(', ')} are there`;
}

function checkedDocument(collection: SeedName, json: unknown, path: string, isLocal: boolean): Document {
  const document = asDocument(json);
  const where = `${path}, ${document?._id ?? 'a document without _id'}`;
  const problems = problemsOf(collection, json);
  if (!document || problems.length > 0) throw new Error(`${where}: ${problems.slice(0, 5).join('; ')}`);
  const { pictureUrl } = document;
  if (!isLocal && typeof pictureUrl === 'string' && NOWHERE.test(new URL(pictureUrl).hostname)) {
    throw new Error(
      `${where}: the goods in this file are made up. Put yours into a file: --seed ${collection}=FILE`,
    );
  }
  return document;
}

function asDocument(json: unknown): Document | null {
  return typeof json === 'object' && json !== null && '_id' in json && typeof json._id === 'string'
    ? { ...json, _id: json._id }
    : null;
}
