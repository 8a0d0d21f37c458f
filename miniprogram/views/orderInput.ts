import type { Functions } from '../../cloudfunctions/shared/contract/functions.ts';
import type { Delivery } from '../services/delivery';
import type { CheckoutForm, ShownConsent } from './checkout';

/** What a filled form asks the functions for; its number comes on top. */
export type OrderInput = Omit<Functions['createOrder']['input'], 'requestId'>;

/** Prices are not in it: only what the buyer saw, and ticked the box for. */
export function orderInput(
  productId: string,
  { quantity, delivery }: CheckoutForm,
  agreedTo: ShownConsent,
): OrderInput {
  return {
    channel: 'wechatpay',
    items: [{ productId, quantity }],
    delivery: trimmed(delivery),
    consent: { accepted: true, ...agreedTo },
  };
}

function trimmed({ recipient, phone, address }: Delivery): Delivery {
  return { recipient: recipient.trim(), phone: phone.trim(), address: address.trim() };
}
