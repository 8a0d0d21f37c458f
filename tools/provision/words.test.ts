import { describe, expect, it } from 'vitest';
import { planLines } from './words.ts';

const index = { name: 'version', unique: true, keys: [{ name: 'version', direction: '-1' }] };
const current = { name: 'version', unique: false, keys: [{ name: 'v', direction: '1' }] };
const migration = { id: '0001-first', describe: 'gives every order a colour', run: async () => undefined };
const collection = 'policies';

describe('a plan in words', () => {
  it('is a line for each step and each difference, with counts', () => {
    const lines = planLines(
      {
        steps: [
          { kind: 'createCollection', collection },
          { kind: 'closeCollection', collection, permission: null },
          { kind: 'closeCollection', collection: 'terms', permission: 'READONLY' },
          { kind: 'createIndex', collection, index },
          { kind: 'replaceIndex', collection, index, current },
          { kind: 'replaceIndex', collection, index, current: { ...current, name: 'old' } },
          { kind: 'runMigration', migration },
          { kind: 'skipMigration', migration },
          { kind: 'insertDocument', collection, document: { _id: 'policy-1' }, label: 'policies policy-1' },
        ],
        drift: [
          { kind: 'unknownCollection', collection: 'notes' },
          { kind: 'unknownIndex', collection, current },
          { kind: 'differentIndex', collection, index, current },
          { kind: 'renamedIndex', collection, index, current: { ...index, name: 'old' } },
          { kind: 'unknownMigration', id: '0002-second' },
          { kind: 'differentDocument', collection, label: 'terms terms-1' },
        ],
        notes: ['products is empty'],
      },
      'houfu-1',
    );
    expect(lines).toEqual([
      'houfu-1: 9 steps to do (1 collection, 2 permissions, 1 index, 2 indexes to replace, 1 migration, 1 migration to skip, 1 document)',
      '  + create collection policies',
      '  + close policies to clients',
      '  + close terms to clients (it is READONLY)',
      '  + create index version of policies: unique, version -1',
      '  + replace index version of policies: v 1 becomes unique, version -1',
      '  + replace index old of policies: v 1 becomes version, unique, version -1',
      '  + run migration 0001-first: gives every order a colour',
      '  + skip migration 0001-first: there is no document yet',
      '  + insert policies policy-1',
      '6 differences left alone:',
      '  ~ collection notes is not in database/collections.json',
      '  ~ index version of policies is not in database/collections.json: v 1',
      '  ~ index version of policies is v 1 where unique, version -1 is declared: --replace-indexes replaces it',
      '  ~ index version of policies is called old there, and does the same',
      '  ~ migration 0002-second has run there and is not in database/migrations: is this copy older than what is deployed?',
      '  ~ terms terms-1 is not as in its file',
      '  ! products is empty',
    ]);
  });

  it('says so where nothing is to do', () => {
    expect(planLines({ steps: [], drift: [], notes: [] }, 'houfu-1')).toEqual(['houfu-1: nothing to do']);
  });
});
