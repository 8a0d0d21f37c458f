import { CHECKOUT, CHECKOUT_FIRST, CHECKOUT_SAYS } from '../copy/checkout';
import { formatFen, spokenFen } from '../format/money';
import type { Offer, Product } from '../services/catalogue';
import type { Delivery } from '../services/delivery';
import type { Account } from './answers';
import { type GoodsLine, goodsLine } from './goodsLine';
import { type PayLaterBlock, payLaterBlock } from './payLater';
import { hindranceOf } from './readiness';

/** What was read when the page opened: price and terms as they are now, and how the account stands. */
export interface CheckoutFacts {
  readonly product: Product;
  readonly offer: Offer;
  readonly account: Account;
}

/** What stands beside the box, and is agreed to by ticking it. */
export interface ShownConsent {
  readonly termsVersion: number;
  readonly textHash: string;
  readonly shownChargeAfterReceiptDays: number;
  readonly shownAmountFen: number;
}

/** What the buyer has filled in. Nothing of it but the address has ever been filled in before. */
export interface CheckoutForm {
  readonly quantity: number;
  readonly delivery: Delivery;
  readonly way: 'payLater' | 'otherwise' | null;
  /** What he ticked the box for; null while it is empty. */
  readonly agreedTo: ShownConsent | null;
}

export const EMPTY_FORM: CheckoutForm = {
  quantity: 1,
  delivery: { recipient: '', phone: '', address: '' },
  way: null,
  agreedTo: null,
};

/** What the button at the bottom does. */
export type CheckoutStep = 'choose' | 'open' | 'order' | 'goOtherwise';

export interface CheckoutView {
  readonly goods: GoodsLine;
  readonly ways: readonly {
    readonly value: NonNullable<CheckoutForm['way']>;
    readonly label: string;
    readonly content: string;
  }[];
  /** Null unless 先用后付 was chosen and can be used. */
  readonly payLater: PayLaterBlock | null;
  /** Why 先用后付, which was chosen, cannot be used yet; empty otherwise. */
  readonly first: string;
  readonly step: CheckoutStep;
  readonly button: string;
  readonly sum: { readonly label: string; readonly amount: string; readonly spoken: string };
}

export function checkoutView(facts: CheckoutFacts, form: CheckoutForm): CheckoutView {
  const { product, offer } = facts;
  const amountFen = product.priceFen * form.quantity;
  const next = nextOf(facts, form);
  const payLater = next.step === 'order' ? payLaterBlock(offer, amountFen) : null;
  return {
    goods: goodsLine({ ...product, unitPriceFen: product.priceFen, quantity: form.quantity }),
    ways: waysOf(facts),
    payLater,
    ...next,
    sum: {
      label: payLater ? payLater.later : CHECKOUT.total,
      amount: formatFen(amountFen),
      spoken: spokenFen(amountFen),
    },
  };
}

/** What the box stands for as the page is now. */
export function shownConsent({ product, offer }: CheckoutFacts, { quantity }: CheckoutForm): ShownConsent {
  return {
    termsVersion: offer.termsVersion,
    textHash: offer.textHash,
    shownChargeAfterReceiptDays: offer.chargeAfterReceiptDays,
    shownAmountFen: product.priceFen * quantity,
  };
}

/**
 * The form after something has changed. Rule 1: what was ticked was ticked for that amount, that day and that text;
 * with any of them changed, or another way to pay chosen in between, the box is empty again.
 */
export function afterChange(
  facts: CheckoutFacts,
  before: CheckoutForm,
  change: Partial<CheckoutForm>,
): CheckoutForm {
  const form = { ...before, ...change };
  const way = form.way === 'payLater' && !facts.product.payLater ? null : form.way;
  const stillShown = way === before.way && isSame(form.agreedTo, shownConsent(facts, form));
  return { ...form, way, agreedTo: stillShown ? form.agreedTo : null };
}

function isSame(one: ShownConsent | null, other: ShownConsent): boolean {
  return (
    one !== null &&
    one.termsVersion === other.termsVersion &&
    one.textHash === other.textHash &&
    one.shownChargeAfterReceiptDays === other.shownChargeAfterReceiptDays &&
    one.shownAmountFen === other.shownAmountFen
  );
}

/** What must be done before 先用后付 can be used, in words; null if nothing must. */
function firstOf({ account }: CheckoutFacts) {
  const hindrance = hindranceOf(account);
  return hindrance && CHECKOUT_FIRST[hindrance];
}

function nextOf(
  facts: CheckoutFacts,
  { way }: CheckoutForm,
): Pick<CheckoutView, 'step' | 'button' | 'first'> {
  if (way === null) return { step: 'choose', button: CHECKOUT.choose, first: '' };
  if (way === 'otherwise') return { step: 'goOtherwise', button: CHECKOUT.goOtherwise, first: '' };
  const first = firstOf(facts);
  if (first) return { step: 'open', button: first.button, first: first.why };
  return { step: 'order', button: CHECKOUT.order, first: '' };
}

function waysOf(facts: CheckoutFacts): CheckoutView['ways'] {
  const { product, offer } = facts;
  const otherwise = {
    value: 'otherwise',
    label: CHECKOUT.otherwise,
    content: CHECKOUT.otherwiseNote,
  } as const;
  if (!product.payLater) return [otherwise];
  const content = firstOf(facts)?.button ?? CHECKOUT_SAYS.payLaterNote(offer.chargeAfterReceiptDays);
  return [{ value: 'payLater', label: CHECKOUT.payLater, content }, otherwise];
}
