import { type IndexDeclaration, type IndexKey, isIndexDirection } from '../../database/index.ts';
import { ApiError, type Json } from '../action.ts';
import { objectParam, objectsParam, requiredText } from '../params.ts';
import { databaseErrors } from './errors.ts';

/** An index as `DescribeTable` tells it. Here it takes no space of its own, and its use is not counted. */
export function indexInfo({ name, keys, unique }: IndexDeclaration): Json {
  return {
    Name: name,
    Size: 0,
    Unique: unique,
    Keys: keys.map(({ field, direction }) => ({ Name: field, Direction: direction })),
    Accesses: { Ops: 0, Since: '' },
  };
}

/** `CreateIndexes` of `UpdateTable`. @throws ApiError */
export function indexesToCreate(params: Json): readonly IndexDeclaration[] {
  return objectsParam(params, 'CreateIndexes').map((index) => {
    const schema = objectParam(index, 'MgoKeySchema');
    if (!schema) throw new ApiError(databaseErrors.noParameter, 'the parameter MgoKeySchema is missing');
    return {
      name: requiredText(index, 'IndexName'),
      keys: objectsParam(schema, 'MgoIndexKeys').map(indexKey),
      unique: flag(schema, 'MgoIsUnique'),
      sparse: flag(schema, 'MgoIsSparse'),
    };
  });
}

/** `DropIndexes` of `UpdateTable`. @throws ApiError */
export function indexesToDrop(params: Json): readonly string[] {
  return objectsParam(params, 'DropIndexes').map((index) => requiredText(index, 'IndexName'));
}

function indexKey(key: Json): IndexKey {
  const direction = requiredText(key, 'Direction');
  if (!isIndexDirection(direction)) {
    throw new ApiError(
      databaseErrors.index,
      `Direction must be "1" or "-1", not "${direction}" (the emulator has no geo indexes)`,
    );
  }
  return { field: requiredText(key, 'Name'), direction };
}

/** The API's types are strict: a text such as "true" is refused. False if it is absent or null. */
function flag(schema: Json, name: string): boolean {
  const value = schema[name] ?? false;
  if (typeof value === 'boolean') return value;
  throw new ApiError(databaseErrors.index, `the parameter ${name} must be a boolean`);
}
