import { formatMinute } from '../../format/time';
import { channelOf } from '../../views/channel';
import { type Block, row } from '../../views/row';
import { RECORD } from '../copy/order';
import type { MerchantOrder } from './answers';

/** Where the goods go, as it is pasted into a carrier's form; empty where it was removed. */
export function deliveryText({ delivery }: Pick<MerchantOrder, 'delivery'>): string {
  return delivery ? [delivery.recipient, delivery.phone, delivery.address].join(' ') : '';
}

export function recordBlock(order: MerchantOrder): Block {
  const { orderId, createdAt, consent } = order;
  const rows = [
    row(RECORD.orderId, orderId, { copied: true }),
    row(RECORD.channel, channelOf(order).name),
    row(RECORD.createdAt, formatMinute(createdAt)),
    row(RECORD.consent, RECORD.agreedTo(consent.termsVersion), { note: formatMinute(consent.at) }),
  ];
  return { title: RECORD.title, rows };
}
