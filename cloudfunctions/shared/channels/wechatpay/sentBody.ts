import * as v from 'valibot';
import type { CallKind, ChannelRequest } from '../../domain/order/attempt.ts';
import type { Payer, SentOrder } from '../channel.ts';
import { goodsFor } from './goods.ts';
import { toWechatTime } from './time.ts';

const storedBody = v.looseObject({
  total_amount: v.optional(v.number()),
  time_range: v.optional(v.looseObject({ end_time: v.optional(v.string()) })),
});

/** The stored request, and what was left out of it: it would stand in the order twice, or identify the buyer. */
export function sentBody(
  kind: CallKind,
  request: ChannelRequest,
  order: SentOrder,
  payer: Payer | null,
): object {
  const body = v.parse(storedBody, JSON.parse(request.body));
  if (kind === 'complete')
    return { ...body, ...goodsFor(body.total_amount ?? 0, order), ...endOf(body, order) };
  if (kind === 'modify') return { ...body, ...goodsFor(body.total_amount ?? 0, order) };
  return request.withPayerId && payer ? { ...body, openid: payer.openid } : body;
}

/** Not before it began, however soon it is completed. */
function endOf(body: v.InferOutput<typeof storedBody>, { acceptedAt }: SentOrder) {
  const end = body.time_range?.end_time ?? '';
  const begin = acceptedAt ? toWechatTime(acceptedAt) : '';
  return { time_range: { end_time: end > begin ? end : begin } };
}
