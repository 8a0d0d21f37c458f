import { type Answer, call } from './call';
import { openChannelPage } from './channelPage';
import { tell } from './page';
import { readUntil } from './readUntil';

/** What the functions say to an order that is to be decided on. */
export type Assessed = Answer<'assessCredit', { readonly orderId: string }>;

/** Long enough for the channel's callback, once its page has told of success. */
const TRIES = 4;

/**
 * Goes where an order leads that was decided on: to why it was refused, or to the order, by way of the channel's own
 * page where the buyer confirms it. What became of it there the order's page tells.
 */
export async function followAssessment({ order, confirmView }: Assessed): Promise<void> {
  const { orderId } = order;
  if (order.state === 'rejected') {
    await wx.redirectTo({ url: `/pages/refusal/refusal?id=${orderId}` });
    return;
  }
  if (confirmView) await confirmAtChannel(orderId, confirmView).catch(tell);
  await wx.redirectTo({ url: `/pages/order/order?id=${orderId}` });
}

async function confirmAtChannel(orderId: string, view: NonNullable<Assessed['confirmView']>): Promise<void> {
  const opened = await openChannelPage(view);
  await readUntil({
    read: () => call('readOrders', { view: 'one', orderId }),
    done: ({ state }) => state !== 'approved',
    tries: opened ? TRIES : 1,
  });
}
