import cloudbase from '@cloudbase/node-sdk';
import type { CloudTarget } from '../cloud/target.ts';
import { reasonOf } from './reason.ts';

export type Database = ReturnType<ReturnType<typeof cloudbase.init>['database']>;

/** As it is stored. */
export interface Document {
  readonly _id: string;
  readonly [field: string]: unknown;
}

/** From far away, and a batch of a migration may be large. */
const TIMEOUT_MS = 30_000;

/** The documents of an environment, with an administrator's rights, through the official node-sdk. */
export class Documents {
  readonly database: Database;

  constructor({ envId, region, credential: { token, ...key } }: CloudTarget) {
    const sessionToken = token === undefined ? {} : { sessionToken: token };
    this.database = cloudbase
      .init({ env: envId, region, timeout: TIMEOUT_MS, ...key, ...sessionToken })
      .database();
  }

  async get(collection: string, id: string): Promise<Document | null> {
    const { data } = await this.database.collection(collection).doc(id).get();
    return data[0] ?? null;
  }

  /** At most a thousand. */
  async all(collection: string): Promise<readonly Document[]> {
    const { data } = await this.database.collection(collection).limit(1_000).get();
    return data;
  }

  /** The first documents whose `_id` is greater than this one, in its order. */
  async behind(collection: string, id: string | null, limit: number): Promise<readonly Document[]> {
    const { data } = await this.database
      .collection(collection)
      .options({ raw: true })
      .where(id === null ? {} : { _id: { $gt: id } })
      .orderBy('_id', 'asc')
      .limit(limit)
      .get();
    return data;
  }

  async isEmpty(collection: string): Promise<boolean> {
    const { data } = await this.database.collection(collection).limit(1).get();
    return data.length === 0;
  }

  /** False if something unique in it exists already: its `_id`, or what a unique index is over. */
  async insert(collection: string, document: Document): Promise<boolean> {
    try {
      await this.database.collection(collection).add(document);
      return true;
    } catch (error) {
      // The platform has answered it under two codes; the text is the same.
      if (reasonOf(error).message.includes('E11000')) return false;
      throw error;
    }
  }

  /**
   * Writes fields of the document that meets the filter.
   * @returns false if none does
   */
  async update(
    collection: string,
    filter: object,
    fields: Readonly<Record<string, unknown>>,
  ): Promise<boolean> {
    const { doc } = await this.database
      .collection(collection)
      .options({ raw: true })
      .where(filter)
      .updateAndReturn(fields);
    return doc !== null && doc !== undefined;
  }
}
