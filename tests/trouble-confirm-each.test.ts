import type { Buyer } from '../tools/local/buyer.ts';
import { CONFIRM_EACH } from './support/confirmEach.ts';
import { type System, useSystem } from './support/system.ts';
import { type TroubledStep, troubleTable } from './support/troubleTable.ts';

const system = useSystem(['--memory'], CONFIRM_EACH);

/** The buyer confirms on WeChat's page, if he was given one. */
async function assessAndConfirm({ channel }: System, buyer: Buyer, orderId: string): Promise<void> {
  const { confirmView } = await buyer.assess(orderId);
  const packageText = confirmView?.extraData['package'];
  if (packageText) await channel.confirm(buyer.openid, packageText);
}

const STEPS: readonly TroubledStep[] = [
  {
    name: 'assessCredit creates the order, and the buyer confirms it',
    from: 'created',
    solvent: true,
    act: (here, buyer, { orderId }) => assessAndConfirm(here, buyer, orderId),
    // Not shipped in time, or never confirmed.
    ends: ['cancelled', 'rejected'],
    keptFen: 0,
  },
  {
    name: 'the buyer confirms it, and it is paid',
    from: 'created',
    solvent: true,
    async act(here, buyer, order) {
      await assessAndConfirm(here, buyer, order.orderId);
      await here.cloud.advance(20_000);
      await here.ship(order.orderId);
      await buyer.payNow(await buyer.confirmReceipt(order.orderId));
    },
    ends: ['settled', 'cancelled', 'rejected'],
    keptFen: 8_900,
  },
  {
    name: 'the buyer does not confirm it, and cancels',
    from: 'created',
    solvent: true,
    async act(_here, buyer, { orderId }) {
      await buyer.assess(orderId);
      await buyer.cancel(orderId);
    },
    ends: ['cancelled', 'rejected'],
    keptFen: 0,
  },
];

troubleTable(system, STEPS, (buyer) => buyer.openAccount());
