import CloudBase from '@cloudbase/manager-node';
import type { CloudTarget } from '../cloud/target.ts';
import type { Index } from './declared.ts';
import type { Observed, ObservedCollection } from './observed.ts';

const PAGE = 100;

/**
 * The collections of an environment, through the official manager-node. Every method throws what the API or
 * the network refuses; see `reasonOf`.
 */
export class Tables {
  readonly #manager: CloudBase;
  readonly #envId: string;

  constructor({ envId, region, credential }: CloudTarget) {
    this.#envId = envId;
    this.#manager = new CloudBase({ envId, region, ...credential });
  }

  /** Looks closely at collections of these names, and tells the names of the others. */
  async observe(names: readonly string[]): Promise<Observed> {
    const there = await this.names();
    const collections: ObservedCollection[] = [];
    // One after the other: the API allows twenty requests a second.
    for (const name of names.filter((one) => there.includes(one))) {
      const [indexes, permission] = await Promise.all([this.indexes(name), this.#permission(name)]);
      collections.push({ name, permission, indexes });
    }
    return { collections, others: there.filter((one) => !names.includes(one)) };
  }

  async names(): Promise<readonly string[]> {
    const names: string[] = [];
    for (let offset = 0; ; offset += PAGE) {
      const { Collections } = await this.#manager.database.listCollections({
        MgoLimit: PAGE,
        MgoOffset: offset,
      });
      names.push(...Collections.map(({ CollectionName }) => CollectionName));
      if (Collections.length < PAGE) return names;
    }
  }

  async indexes(collection: string): Promise<readonly Index[]> {
    const { Indexes } = await this.#manager.database.describeCollection(collection);
    return (Indexes ?? []).map(({ Name, Unique, Keys }) => ({
      name: Name,
      unique: Unique === true,
      keys: Keys.map((key) => ({ name: key.Name ?? '', direction: String(key.Direction) })),
    }));
  }

  async createCollection(name: string): Promise<void> {
    await this.#manager.database.createCollection(name);
  }

  async createIndex(collection: string, { name, unique, keys }: Index): Promise<void> {
    const MgoIndexKeys = keys.map((key) => ({ Name: key.name, Direction: key.direction }));
    await this.#manager.database.updateCollection(collection, {
      CreateIndexes: [{ IndexName: name, MgoKeySchema: { MgoIndexKeys, MgoIsUnique: unique } }],
    });
  }

  async dropIndex(collection: string, name: string): Promise<void> {
    await this.#manager.database.updateCollection(collection, { DropIndexes: [{ IndexName: name }] });
  }

  /** https://cloud.tencent.com/document/api/876/34819 */
  async setPermission(collection: string, tag: string): Promise<void> {
    await this.#call('ModifyDatabaseACL', { CollectionName: collection, AclTag: tag });
  }

  /** https://cloud.tencent.com/document/api/876/34821 */
  async #permission(collection: string): Promise<string | null> {
    const { AclTag } = await this.#call('DescribeDatabaseACL', { CollectionName: collection });
    return typeof AclTag === 'string' ? AclTag : null;
  }

  /** manager-node has no methods of its own for permissions. */
  #call(Action: string, parameters: object): Promise<Readonly<Record<string, unknown>>> {
    const Param = { EnvId: this.#envId, ...parameters };
    return this.#manager.commonService('tcb', '2018-06-08').call({ Action, Param });
  }
}
