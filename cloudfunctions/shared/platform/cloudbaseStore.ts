import type { ConditionalWrite } from '../domain/conditionalWrite.ts';
import type { Store } from '../usecases/store.ts';
import { cloudbaseApp } from './cloudbaseApp.ts';
import { totalsPipeline } from './totalsPipeline.ts';

/** The store in CloudBase's document database, through the official SDK. */
export function openCloudbaseStore(): Store {
  const database = cloudbaseApp.database();
  const _ = database.command;

  // The SDK flattens nested objects into paths and drops empty ones; `set` keeps each value whole.
  const changes = (write: ConditionalWrite): Record<string, unknown> => ({
    ...mapValues(write.set, (value) => _.set(value)),
    ...mapValues(write.increment, (value) => _.inc(value)),
    ...mapValues(write.append, (value) => _.push([value])),
    ...Object.fromEntries((write.unset ?? []).map((path) => [path, _.remove()])),
  });

  return {
    async get(collection, id) {
      const { data } = await database.collection(collection).doc(id).get();
      return data[0] ?? null;
    },

    async find(collection, { filter, sort, limit, fields }) {
      let query = database.collection(collection).options({ raw: true }).where(filter).limit(limit);
      for (const [field, direction] of sort) query = query.orderBy(field, direction);
      if (fields) query = query.field(Object.fromEntries(fields.map((path) => [path, true])));
      const { data } = await query.get();
      return data;
    },

    async totals(collection, options) {
      const pipeline = totalsPipeline(options);
      const { data } = await database.collection(collection).options({ raw: true }).aggregate(pipeline).end();
      return data;
    },

    async insert(collection, document) {
      try {
        await database.collection(collection).add(document);
        return true;
      } catch (error) {
        // The platform has answered a duplicate _id under two codes; the text is the same.
        if (error instanceof Error && error.message.includes('E11000')) return false;
        throw error;
      }
    },

    async update(collection, write) {
      const { doc } = await database
        .collection(collection)
        .options({ raw: true })
        .where(write.filter)
        .updateAndReturn(changes(write));
      return doc ?? null;
    },

    async remove(collection, filter) {
      await database.collection(collection).where(filter).remove();
    },
  };
}

function mapValues<T>(
  source: Readonly<Record<string, T>> | undefined,
  change: (value: T) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(source ?? {}).map(([key, value]) => [key, change(value)]));
}
