import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stepText } from '../tools/provision/words.ts';
import { useProvisioned } from './support/provision.ts';

const system = useProvisioned();
const [policy] = JSON.parse(readFileSync('database/seed/policies.json', 'utf8')) as [Record<string, unknown>];

describe('documents that every environment needs', () => {
  test('are inserted where nothing is, in the same run that makes the collections', async () => {
    const { code, text } = await system().tool(
      '--yes',
      '--seed',
      'policies,terms',
      '--operator',
      'oOperator-1',
    );
    expect(code).toBe(0);
    for (const label of ['policies policy-1', 'terms terms-1', 'operators S001']) {
      expect(text).toContain(`done    insert ${label}`);
    }
    expect(text).not.toContain('every order is refused');
    expect(text).toContain('products is empty: nothing can be ordered');
    expect(text).not.toContain('oOperator-1');
    expect(await system().cloudbase.documents('policies')).toEqual([policy]);
    const operators = await system().cloudbase.documents('operators');
    expect(operators).toEqual([{ _id: 'oOperator-1', staffNo: 'S001', name: '商家操作员', active: true }]);
  });

  test('are left as they are where they are', async () => {
    const outcome = await system().apply({ seed: 'policies,terms', operator: 'oOperator-1' });
    expect([outcome.state, outcome.applied, outcome.plan.drift]).toEqual(['done', 0, []]);
    for (const label of ['policies policy-1', 'terms terms-1', 'operators S001']) {
      expect(outcome.plan.notes).toContain(`${label} is there already`);
    }
  });

  test('are left alone and told of where they are different', async () => {
    const { documents } = await system().admin();
    await documents.database
      .collection('policies')
      .doc('policy-1')
      .update({ rollout: { percent: 5 } });
    const changed = await system().cloudbase.documents('policies');
    const { state, applied, plan } = await system().apply({ seed: 'policies,terms' });
    expect([state, applied]).toEqual(['done', 0]);
    expect(plan.drift).toMatchObject([{ kind: 'differentDocument', label: 'policies policy-1' }]);
    expect(await system().cloudbase.documents('policies')).toEqual(changed);
  });

  test('fail where another document has taken their version', async () => {
    const { documents } = await system().admin();
    await documents.database.collection('terms').doc('terms-1').remove();
    await documents.insert('terms', { _id: 'by-hand', version: 1 });
    const { state, failure } = await system().apply({ seed: 'terms' });
    expect([state, failure]).toEqual([
      'failed',
      expect.stringContaining('insert terms terms-1: another document'),
    ]);
    await documents.database.collection('terms').doc('by-hand').remove();
  });

  test('make an order possible', async () => {
    expect((await system().apply({ seed: 'terms,products' })).state).toBe('done');
    const { plan } = await system().apply({ confirm: null });
    expect([plan.steps.map(stepText), plan.notes]).toEqual([[], []]);
  });
});
