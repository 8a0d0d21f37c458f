import { DELIVERY, EVIDENCE } from '../copy/order';
import { formatMinute } from '../format/time';
import type { OrderAnswer } from './answers';
import { type Block, row } from './row';

/** Where the goods go; without a line once the buyer has had it removed. */
export function deliveryBlock({ delivery }: Pick<OrderAnswer, 'delivery'>): Block {
  if (!delivery) return { title: DELIVERY.removed, rows: [] };
  const rows = [
    row(DELIVERY.recipient, delivery.recipient),
    row(DELIVERY.phone, delivery.phone),
    row(DELIVERY.address, delivery.address),
  ];
  return { title: DELIVERY.title, rows };
}

/** The parcel; without a line before it was sent. */
export function shipmentBlock({
  shipment,
  deliveredAt,
}: Pick<OrderAnswer, 'shipment' | 'deliveredAt'>): Block {
  if (!shipment) return { title: DELIVERY.shipment, rows: [] };
  const rows = [
    row(DELIVERY.carrier, shipment.carrier),
    row(DELIVERY.trackingNo, shipment.trackingNo, { copied: true }),
    row(DELIVERY.shippedAt, formatMinute(shipment.shippedAt)),
    ...(deliveredAt ? [row(DELIVERY.deliveredAt, formatMinute(deliveredAt))] : []),
  ];
  return { title: DELIVERY.shipment, rows };
}

/** The order's number, and the evidence: what the buyer agreed to, and what he was told before the charge. */
export function evidenceBlock({ orderId, createdAt, consent, notice, state }: OrderAnswer): Block {
  const told = notice && state !== 'received';
  const rows = [
    row(EVIDENCE.orderId, orderId, { copied: true }),
    row(EVIDENCE.createdAt, formatMinute(createdAt)),
    row(EVIDENCE.consent, EVIDENCE.agreedTo(consent.termsVersion), { note: formatMinute(consent.at) }),
    ...(told ? [row(EVIDENCE.notice, formatMinute(notice.at), { note: notice.text })] : []),
  ];
  return { title: EVIDENCE.title, rows };
}
