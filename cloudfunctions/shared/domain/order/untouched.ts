import type { Attempt } from './attempt.ts';
import type { ChannelFacts } from './channelFacts.ts';
import type { Order } from './order.ts';
import { isEnded } from './states.ts';

/** Whether the channel's facts show that an open call about this order has not taken effect. */
export function isUntouched(order: Order, { kind }: Attempt, { stage, amountFen }: ChannelFacts): boolean {
  const notCompleted = stage === 'running' || stage === 'awaitingBuyer';
  switch (kind) {
    case 'create':
    case 'refund':
      return false;
    case 'complete':
      return notCompleted;
    case 'cancel': {
      // Where we knew that it collects, that it still does is nothing new.
      const collectsAsKnown = order.collectingSince !== null || isEnded(order.state);
      return notCompleted || stage === 'declined' || (stage === 'collecting' && collectsAsKnown);
    }
    case 'modify':
      return stage === 'collecting' && amountFen === order.collectingFen;
    case 'collectAgain':
    case 'paidElsewhere':
      return stage === 'collecting';
  }
}
