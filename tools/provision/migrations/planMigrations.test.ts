import { describe, expect, it } from 'vitest';
import { planMigrations } from './planMigrations.ts';

const first = { id: '0001-first', describe: 'one', run: async () => undefined };
const second = { id: '0002-second', describe: 'two', run: async () => undefined };

describe('the plan for the migrations', () => {
  it('runs those that wait, in their order', () => {
    expect(planMigrations([first, second], ['0001-first'], false)).toEqual({
      steps: [{ kind: 'runMigration', migration: second }],
      drift: [],
    });
    expect(planMigrations([first, second], [], false).steps).toHaveLength(2);
  });

  it('skips them where no document is', () => {
    const { steps } = planMigrations([first, second], [], true);
    expect(steps.map(({ kind }) => kind)).toEqual(['skipMigration', 'skipMigration']);
  });

  it('tells of one that this copy of the project does not know', () => {
    expect(planMigrations([first], ['0001-first', '0002-second'], false)).toEqual({
      steps: [],
      drift: [{ kind: 'unknownMigration', id: '0002-second' }],
    });
  });
});
