import { beforeAll, describe, expect, test } from 'vitest';
import type { FunctionName } from '../cloudfunctions/shared/contract/functions.ts';
import type { ChannelName } from '../cloudfunctions/shared/domain/order/order.ts';
import { type Buyer, data, type Order } from '../tools/local/buyer.ts';
import { refusal } from './support/calls.ts';
import { CHANNELS } from './support/channels.ts';
import { orderAt, type Stage } from './support/lives.ts';
import { useSystemOver } from './support/system.ts';

type OrderKind = Stage | 'cancelled' | 'rejected';

type Input = (order: Order, channel: ChannelName) => Record<string, unknown>;

/** The steps, and the states in which each is neither possible nor done already. */
const STEPS: readonly {
  readonly what: string;
  readonly name: FunctionName;
  readonly input: Input;
  readonly byOperator?: true;
  readonly impossible: readonly OrderKind[];
}[] = [
  {
    what: 'shipping',
    name: 'confirmShip',
    input: ({ orderId }) => ({ step: 'ship', orderId, carrier: '中通', trackingNo: 'ZT9' }),
    byOperator: true,
    impossible: ['created', 'shipped', 'received', 'settling', 'settled', 'cancelled', 'rejected'],
  },
  {
    what: 'recording a delivery',
    name: 'confirmShip',
    input: ({ orderId }) => ({ step: 'delivered', orderId, evidence: '签收' }),
    byOperator: true,
    impossible: ['created', 'accepted', 'received', 'settling', 'settled', 'cancelled', 'rejected'],
  },
  {
    what: 'confirming receipt',
    name: 'confirmReceipt',
    input: ({ orderId }) => ({ orderId }),
    impossible: ['created', 'accepted', 'cancelled', 'rejected'],
  },
  {
    what: 'paying',
    name: 'settle',
    input: ({ orderId, amountFen }, channel) => ({
      step: 'payNow',
      orderId,
      channel,
      shownAmountFen: amountFen,
    }),
    impossible: ['created', 'accepted', 'shipped', 'cancelled', 'rejected'],
  },
  {
    what: 'cancelling',
    name: 'cancelOrder',
    input: ({ orderId }) => ({ orderId }),
    impossible: ['shipped', 'received', 'settling', 'settled', 'rejected'],
  },
  {
    what: 'asking for a return',
    name: 'handleReturn',
    input: ({ orderId }) => ({ step: 'request', orderId, kind: 'return', reason: '不合适' }),
    impossible: ['created', 'accepted', 'cancelled', 'rejected'],
  },
  {
    what: 'recording a lost parcel',
    name: 'handleReturn',
    input: ({ orderId }) => ({ step: 'undelivered', orderId, reason: '丢件' }),
    byOperator: true,
    impossible: ['created', 'accepted', 'received', 'settling', 'settled', 'cancelled', 'rejected'],
  },
  {
    what: 'switching the automatic charge off',
    name: 'settle',
    input: ({ orderId }) => ({ step: 'autoCharge', orderId, on: false }),
    impossible: ['created', 'accepted', 'shipped', 'settling', 'settled', 'cancelled', 'rejected'],
  },
  {
    what: 'asking for a review',
    name: 'assessCredit',
    input: ({ orderId }) => ({ step: 'askReview', orderId, note: '请看看' }),
    impossible: ['created', 'accepted', 'shipped', 'received', 'settling', 'settled', 'cancelled'],
  },
];

const impossibleSteps = STEPS.flatMap((step) => step.impossible.map((kind) => ({ ...step, kind })));

describe.each(CHANNELS)('over %s:', (_name, tested) => {
  const { channel } = tested.way;
  const system = useSystemOver(tested);
  const ORDERS = new Map<OrderKind, { owner: Buyer; order: Order }>();

  beforeAll(async () => {
    await Promise.all(
      (['created', 'accepted', 'shipped', 'received', 'settling'] as const).map(async (stage) => {
        const owner = await system().buyer();
        await owner.setBalance(0);
        ORDERS.set(stage, { owner, order: await orderAt(system(), owner, stage) });
      }),
    );
    const owner = await system().buyer();
    const { orderId } = await orderAt(system(), owner, 'accepted');
    ORDERS.set('cancelled', { owner, order: await owner.cancel(orderId) });
    const stranger = system().stranger();
    const hopeless = await orderAt(system(), stranger, 'created');
    ORDERS.set('rejected', { owner: stranger, order: (await stranger.assess(hopeless.orderId)).order });
    const payer = await system().buyer();
    ORDERS.set('settled', { owner: payer, order: await orderAt(system(), payer, 'settled') });
  }, 60_000);

  function orderIn(kind: OrderKind) {
    const found = ORDERS.get(kind);
    if (!found) throw new Error(`no order is ${kind}`);
    return found;
  }

  describe('a step out of its time', () => {
    test.each(impossibleSteps)(
      '$what is refused, and changes nothing, while an order is $kind',
      async (step) => {
        const { owner, order } = orderIn(step.kind);
        const before = await system().database.everything();
        const caller = step.byOperator ? system().operator : owner;
        const error = await refusal(caller, step.name, step.input(order, channel));
        expect(error).toMatchObject({ code: 'WRONG_STATE', details: { state: step.kind } });
        expect(await system().database.everything()).toBe(before);
      },
    );

    test('paying another amount than the order’s is refused, and changes nothing', async () => {
      const { owner, order } = orderIn('received');
      const before = await system().database.everything();
      const input = {
        step: 'payNow',
        orderId: order.orderId,
        channel,
        shownAmountFen: order.amountFen - 1,
      };
      const error = await refusal(owner, 'settle', input);
      expect(error).toMatchObject({ code: 'AMOUNT_CHANGED' });
      expect(await system().database.everything()).toBe(before);
    });
  });

  describe('a repeated tap', () => {
    test.each<[string, OrderKind, FunctionName, Input, 'operator'?]>([
      ['assessCredit, accepted', 'accepted', 'assessCredit', ({ orderId }) => ({ orderId })],
      ['assessCredit, rejected', 'rejected', 'assessCredit', ({ orderId }) => ({ orderId })],
      ['assessCredit, long ago', 'settled', 'assessCredit', ({ orderId }) => ({ orderId })],
      [
        'confirmShip, the same parcel',
        'shipped',
        'confirmShip',
        ({ orderId }) => ({ step: 'ship', orderId, carrier: '顺丰速运', trackingNo: 'SF1234567890' }),
        'operator',
      ],
      ['confirmReceipt', 'received', 'confirmReceipt', ({ orderId }) => ({ orderId })],
      ['confirmReceipt, long ago', 'settled', 'confirmReceipt', ({ orderId }) => ({ orderId })],
      [
        'settle, while it is collected',
        'settling',
        'settle',
        ({ orderId, amountFen }, channel) => ({
          step: 'payNow',
          orderId,
          channel,
          shownAmountFen: amountFen,
        }),
      ],
      [
        'settle, long ago',
        'settled',
        'settle',
        ({ orderId, amountFen }, channel) => ({
          step: 'payNow',
          orderId,
          channel,
          shownAmountFen: amountFen,
        }),
      ],
      ['cancelOrder', 'cancelled', 'cancelOrder', ({ orderId }) => ({ orderId })],
    ])('of %s gives the order as it is, and changes nothing', async (_what, kind, name, input, by) => {
      const { owner, order } = orderIn(kind);
      const before = await system().database.everything();
      const answer = await (by ? system().operator : owner).ask(name, input(order, channel));
      expect(answer).toMatchObject({ ok: true });
      expect(JSON.stringify(answer)).toContain(`"state":"${kind}"`);
      expect(await system().database.everything()).toBe(before);
    });

    test('of createOrder gives the same order, and changes nothing', async () => {
      const buyer = system().stranger();
      const input = await buyer.checkout('repeated-request', [{ productId: 'rice', quantity: 1 }]);
      const first = data(await buyer.call('createOrder', input));
      const before = await system().database.everything();
      expect(data(await buyer.call('createOrder', input))).toEqual(first);
      expect(await system().database.everything()).toBe(before);
    });
  });
});
