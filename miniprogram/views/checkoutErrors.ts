import { CHECKOUT_ERRORS } from '../copy/checkout';
import type { CheckoutForm } from './checkout';

/** A sentence beside each field that something is wrong with; empty where nothing is. In the order of the page. */
export interface CheckoutErrors {
  readonly recipient: string;
  readonly phone: string;
  readonly address: string;
  readonly terms: string;
}

export const NO_ERRORS: CheckoutErrors = { recipient: '', phone: '', address: '', terms: '' };

/** What is wrong with a form that is to become an order. */
export function errorsOf({ delivery, agreedTo }: CheckoutForm): CheckoutErrors {
  const { recipient, phone, address } = delivery;
  return {
    recipient: recipient.trim() ? '' : CHECKOUT_ERRORS.recipient,
    phone: isPhone(phone) ? '' : CHECKOUT_ERRORS.phone,
    address: address.trim() ? '' : CHECKOUT_ERRORS.address,
    terms: agreedTo ? '' : CHECKOUT_ERRORS.terms,
  };
}

/** The first thing that is wrong, by its place on the page; undefined if nothing is. */
export function firstError(errors: CheckoutErrors): keyof CheckoutErrors | undefined {
  return (Object.keys(NO_ERRORS) as (keyof CheckoutErrors)[]).find((field) => errors[field] !== '');
}

/** A mobile number has 11 digits. Numbers that begin otherwise are landlines, or come from other countries. */
function isPhone(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '');
  return digits.startsWith('1') ? /^1\d{10}$/.test(digits) : /^\+?\d{7,15}$/.test(digits);
}
