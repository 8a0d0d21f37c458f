import { MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import type { Buyer } from '../../tools/local/buyer.ts';
import type { TroubledStep } from './troubleTable.ts';

/** The buyer confirms on the channel's page, if he was given one. */
async function assessAndConfirm(buyer: Buyer, orderId: string): Promise<void> {
  const { confirmView } = await buyer.assess(orderId);
  if (confirmView) await buyer.confirm(confirmView);
}

/** The steps of an order that its buyer confirms at the channel. */
export const CONFIRMED_STEPS: readonly TroubledStep[] = [
  {
    name: 'assessCredit creates the order, and the buyer confirms it',
    from: 'created',
    solvent: true,
    act: (_here, buyer, { orderId }) => assessAndConfirm(buyer, orderId),
    // Not shipped in time, or never confirmed.
    ends: ['cancelled', 'rejected'],
    keptFen: 0,
  },
  {
    name: 'the buyer confirms it, and it is paid',
    from: 'created',
    solvent: true,
    async act(here, buyer, order) {
      await assessAndConfirm(buyer, order.orderId);
      // Where no news of it comes, the timer asks.
      await here.cloud.advance(6 * MINUTE_MS);
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
  {
    name: 'the buyer cancels, and confirms it on the page that is still open',
    from: 'created',
    solvent: true,
    async act(_here, buyer, { orderId }) {
      const { confirmView } = await buyer.assess(orderId);
      await buyer.cancel(orderId).catch(() => null);
      if (confirmView) await buyer.confirm(confirmView);
    },
    ends: ['cancelled', 'rejected'],
    keptFen: 0,
  },
];
