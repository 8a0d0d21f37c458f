import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assess } from '../../cloudfunctions/shared/domain/assessment/assess.ts';
import type { AssessmentFacts } from '../../cloudfunctions/shared/domain/assessment/facts.ts';
import { aPolicy, someFacts } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { replay, reportOf } from './replay.ts';
import { readOrders, type StoredOrder } from './storedOrders.ts';

const dir = mkdtempSync(join(tmpdir(), 'houfu-replay-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** An order as it was decided on under the tests' policy. */
function decided(_id: string, changes: Partial<AssessmentFacts> = {}, buyerId = 'buyer-1'): StoredOrder {
  const facts = someFacts(changes);
  const { decision, reasons } = assess(facts, aPolicy());
  return { _id, buyerId, assessment: { decision, reasons: [...reasons], facts } };
}

const ORDERS: readonly StoredOrder[] = [
  decided('small'),
  decided('large', { amountFen: 50_000 }),
  decided('poor', { availableFen: 0 }),
  decided('unknown', { account: 'none' }),
  { _id: 'old', buyerId: 'buyer-1', assessment: { decision: 'approved', reasons: [], facts: null } },
  { _id: 'new', buyerId: 'buyer-1', assessment: null },
];

describe('a replay', () => {
  it('under the same policy changes nothing', () => {
    expect(replay(ORDERS, aPolicy())).toEqual({
      orders: 6,
      unchanged: 4,
      flips: [],
      withoutFacts: ['old'],
      notAssessed: 1,
    });
  });

  it('finds what a stricter policy would have refused, and why', () => {
    const { flips, unchanged } = replay(ORDERS, aPolicy({ limits: { maxOrderFen: 49_999 } }));
    expect(flips).toEqual([{ orderId: 'large', to: 'rejected', reasons: ['ORDER_ABOVE_MAXIMUM'] }]);
    expect(unchanged).toBe(3);
  });

  it('finds what a milder policy would have approved, and why it was not then', () => {
    const strict = { ...decided('strict'), assessment: null };
    const stored = decided('refused', { settledLate: 1 });
    expect(stored.assessment?.decision).toBe('rejected');
    const mild = aPolicy({ assessment: { approveFromPoints: 50 } });
    expect(replay([stored, strict], mild).flips).toEqual([
      { orderId: 'refused', to: 'approved', reasons: ['NOT_ENOUGH_HISTORY'] },
    ]);
  });

  it('has the list of the rollout from the policy, not from the order', () => {
    const listed = aPolicy({ rollout: { percent: 0, allowBuyers: ['buyer-2'] } });
    const orders = [decided('one', { rolloutAllowed: true }), decided('two', {}, 'buyer-2')];
    expect(replay(orders, listed).flips).toEqual([
      { orderId: 'one', to: 'rejected', reasons: ['NOT_IN_ROLLOUT'] },
    ]);
  });

  it('is printed with counts, reasons and the orders by name', () => {
    const other = aPolicy({ limits: { maxOrderFen: 49_999 }, assessment: { approveFromPoints: 50 } });
    const text = reportOf(replay([...ORDERS, decided('late', { settledLate: 1 })], other));
    expect(text.split('\n')).toEqual([
      '7 orders, 5 decided again',
      '  unchanged                  3',
      '  approved → rejected        1   ORDER_ABOVE_MAXIMUM 1',
      '  rejected → approved        1   NOT_ENOUGH_HISTORY 1',
      '  without stored facts       1',
      '  never decided on           1',
      '',
      'approved → rejected, and why now',
      '  large  ORDER_ABOVE_MAXIMUM 本单金额超过了先用后付的单笔上限。',
      '',
      'rejected → approved, and why not then',
      expect.stringMatching(/^ {2}late {2}NOT_ENOUGH_HISTORY /),
      '',
      'without stored facts',
      '  old',
    ]);
  });
});

describe('stored orders', () => {
  function file(...documents: readonly unknown[]): string {
    const path = join(dir, 'orders.json');
    writeFileSync(path, documents.map((document) => JSON.stringify(document)).join('\n'));
    return path;
  }

  it('are read as they are stored, one a line', async () => {
    const orders = [orderIn('settled'), orderIn('created', { _id: 'b'.repeat(32) })];
    const [first, second] = await readOrders(file(...orders));
    expect(first?.assessment).toMatchObject({ decision: 'approved', facts: someFacts() });
    expect(second?.assessment).toBeNull();
  });

  it('of an older version, with fewer facts, are known to have none', async () => {
    const { assessment, ...order } = orderIn('settled');
    const { rolloutBucket: _, ...fewer } = someFacts();
    const [first, second] = await readOrders(
      file(
        { ...order, assessment: { ...assessment, facts: fewer } },
        { ...order, assessment: { ...assessment, facts: undefined } },
      ),
    );
    expect([first?.assessment?.facts, second?.assessment?.facts]).toEqual([null, null]);
  });

  it('are refused where they are none, with the document’s number', async () => {
    await expect(readOrders(file(orderIn('settled'), { a: 1 }))).rejects.toThrow('no order: see document 2');
  });

  it('are read from a local CloudBase', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/_emulator/db/orders' ? 200 : 404;
      response.end(JSON.stringify([orderIn('settled')]));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await readOrders(origin)).toHaveLength(1);
    expect(await readOrders(`${origin}/`)).toHaveLength(1);
    await new Promise((resolve) => server.close(resolve));
    await expect(readOrders(origin)).rejects.toThrow(`no local CloudBase answers at ${origin}`);
  });

  it.each(['https://127.0.0.1:1', 'http://shop.example.com', 'http://127.0.0.1.example.com/'])(
    'are not fetched from %s',
    async (source) => {
      await expect(readOrders(source)).rejects.toThrow('no local CloudBase');
    },
  );
});
