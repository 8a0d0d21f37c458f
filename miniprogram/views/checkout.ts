import { CHECKOUT, CHECKOUT_SAYS } from '../copy/checkout';
import { COMMON } from '../copy/common';
import { formatFen, spokenFen } from '../format/money';
import type { Offer, Product } from '../services/catalogue';
import type { Delivery } from '../services/delivery';
import type { Account } from './account';
import { type GoodsLine, goodsLine } from './goodsLine';
import { type PayLaterBlock, payLaterBlock } from './payLater';
import { isReady } from './readiness';

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
  readonly step: CheckoutStep;
  readonly button: string;
  readonly sum: { readonly label: string; readonly amount: string; readonly spoken: string };
}

const BUTTONS: Readonly<Record<CheckoutStep, string>> = {
  choose: CHECKOUT.choose,
  open: CHECKOUT.openFirst,
  order: CHECKOUT.order,
  goOtherwise: CHECKOUT.goOtherwise,
};

export function checkoutView(facts: CheckoutFacts, form: CheckoutForm): CheckoutView {
  const { product, offer } = facts;
  const amountFen = product.priceFen * form.quantity;
  const step = stepOf(facts, form);
  const payLater = step === 'order' ? payLaterBlock(offer, amountFen) : null;
  return {
    goods: goodsLine({ ...product, unitPriceFen: product.priceFen, quantity: form.quantity }),
    ways: waysOf(facts),
    payLater,
    step,
    button: BUTTONS[step],
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

function stepOf({ account }: CheckoutFacts, { way }: CheckoutForm): CheckoutStep {
  if (way === null) return 'choose';
  if (way === 'otherwise') return 'goOtherwise';
  return isReady(account) ? 'order' : 'open';
}

function waysOf({ product, offer, account }: CheckoutFacts): CheckoutView['ways'] {
  const otherwise = {
    value: 'otherwise',
    label: CHECKOUT.otherwise,
    content: CHECKOUT.otherwiseNote,
  } as const;
  if (!product.payLater) return [otherwise];
  const content = isReady(account)
    ? CHECKOUT_SAYS.payLaterNote(offer.chargeAfterReceiptDays)
    : CHECKOUT.openFirst;
  return [{ value: 'payLater', label: COMMON.payLater, content }, otherwise];
}
