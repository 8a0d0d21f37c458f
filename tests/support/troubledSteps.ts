import type { ChannelInTest } from './channels/standIn.ts';
import type { TroubledStep } from './troubleTable.ts';

/** THERMOS. */
const AMOUNT_FEN = 8_900;
const LOWERED_FEN = 5_000;

/** The steps of an order that speak to a channel whose buyers authorise once; what it cannot do it is not asked for. */
export const troubledSteps = ({ can, createTroubles }: ChannelInTest): readonly TroubledStep[] => [
  ...stepsOfAll(createTroubles),
  ...(can.collectsAgain ? [COLLECTED_AGAIN] : []),
  ...(can.notesPaidElsewhere ? [PAID_ELSEWHERE] : []),
];

const stepsOfAll = (createTroubles: TroubledStep['troubles'] = []): readonly TroubledStep[] => [
  {
    name: 'assessCredit creates the order',
    from: 'created',
    solvent: true,
    troubles: createTroubles,
    act: (_system, buyer, { orderId }) => buyer.assess(orderId),
    ends: ['cancelled', 'rejected'],
    keptFen: 0,
  },
  {
    name: 'cancelOrder cancels it',
    from: 'accepted',
    solvent: true,
    act: (_system, buyer, { orderId }) => buyer.cancel(orderId),
    ends: ['cancelled'],
    keptFen: 0,
  },
  {
    name: 'settle completes it',
    from: 'received',
    solvent: true,
    act: (_system, buyer, order) => buyer.payNow(order),
    ends: ['settled'],
    keptFen: AMOUNT_FEN,
  },
  {
    name: 'settle completes it, and there is no money yet',
    from: 'received',
    solvent: false,
    act: (_system, buyer, order) => buyer.payNow(order),
    ends: ['settled'],
    keptFen: AMOUNT_FEN,
  },
  {
    name: 'the merchant lowers what is collected',
    from: 'settling',
    solvent: false,
    act: (system, _buyer, order) => system.operator.lower(order, LOWERED_FEN),
    ends: ['settled'],
    keptFen: LOWERED_FEN,
  },
  {
    name: 'the merchant lets it go',
    from: 'settling',
    solvent: false,
    act: (system, _buyer, order) => system.operator.lower(order, 0),
    ends: ['writtenOff', 'settled'],
    keptFen: 0,
  },
  {
    name: 'the merchant refunds a part',
    from: 'settled',
    solvent: true,
    act: (system, _buyer, order) => system.operator.lower(order, LOWERED_FEN),
    ends: ['settled'],
    keptFen: LOWERED_FEN,
  },
  {
    name: 'the merchant refunds all',
    from: 'settled',
    solvent: true,
    act: (system, _buyer, order) => system.operator.lower(order, 0),
    ends: ['settled'],
    keptFen: 0,
  },
];

const COLLECTED_AGAIN: TroubledStep = {
  name: 'the merchant has it collected again',
  from: 'settling',
  solvent: false,
  act: (system, _buyer, { orderId }) => system.operator.collectAgain(orderId),
  ends: ['settled'],
  keptFen: AMOUNT_FEN,
};

const PAID_ELSEWHERE: TroubledStep = {
  name: 'the merchant was paid elsewhere',
  from: 'settling',
  solvent: false,
  act: async (system, _buyer, { orderId }) => system.operator.paidElsewhere(orderId, await system.now()),
  ends: ['settled'],
  keptFen: 0,
};
