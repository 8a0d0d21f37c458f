import type { Channel, ChannelFailure, ChannelOutcome, Payer } from '../../channels/channel.ts';
import type { Order } from '../../domain/order/order.ts';
import { newAttention } from '../orders/attention.ts';
import { keepBooks, untilWritten } from '../orders/orderSteps.ts';
import type { Services } from '../services.ts';
import { noteFailure } from './channelFailure.ts';

type Found = Extract<ChannelOutcome, { kind: 'facts' }>;

/** Nobody's word: it is neither accepted nor ended on that, and the channel is asked again. */
const NOT_SAID: ChannelFailure = { kind: 'unknown', cause: 'who has confirmed it is not known' };

/**
 * Asks the channel how an order stands. One that somebody else than its buyer has confirmed there is as good as
 * declined: it would go to one, and be paid by the other.
 */
export async function askChannelAbout(services: Services, order: Order): Promise<ChannelOutcome> {
  const channel = await services.channel(order.channel);
  const outcome = await channel.query(order);
  if (outcome.kind === 'facts') return unlessAnothers(services, channel, order, outcome);
  noteFailure(services, 'query', outcome, order._id);
  return outcome;
}

async function unlessAnothers(
  services: Services,
  channel: Channel,
  order: Order,
  found: Found,
): Promise<ChannelOutcome> {
  const { confirmedUnder, facts } = found;
  // Once it has been accepted, or has ended, nothing rests on it any more.
  if (confirmedUnder === undefined || order.state !== 'approved' || facts.stage === 'closed') return found;
  const payer = await services.store.get<Payer & { _id: string }>('buyers', order.buyerId);
  if (confirmedUnder === null || !payer) return NOT_SAID;
  const answer = await channel.queryConfirmer(confirmedUnder, payer);
  if (answer.kind !== 'confirmer') {
    noteFailure(services, 'queryConfirmer', answer, order._id);
    return NOT_SAID;
  }
  if (answer.isPayer) return found;
  await callAPerson(services, order);
  return { ...found, facts: { ...facts, stage: 'declined', amountFen: null, payment: null } };
}

function callAPerson(services: Services, order: Order): Promise<Order> {
  return untilWritten(services, order, async (read) => {
    const noted = newAttention(services, read, 'CONFIRMED_BY_ANOTHER');
    return noted ? keepBooks(services, read, {}, noted) : read;
  });
}
