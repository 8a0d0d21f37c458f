/** Why a person must look at an order. */
export type AttentionCode =
  /**
   * Our key, number or permission was refused; or the buyer's authorisation had ended, which his account then
   * shows.
   */
  | 'CHANNEL_NO_AUTHORITY'
  /** Somebody else than its buyer has confirmed the order at the channel; it is ended here and there. */
  | 'CONFIRMED_BY_ANOTHER'
  /** A call has no outcome, or an action fails, again and again. */
  | 'STUCK'
  | 'PAID_AFTER_END'
  | 'PAID_TWICE'
  | 'PAID_UNEXPECTEDLY'
  | 'COLLECTED_MORE_THAN_AGREED'
  | 'COLLECTED_LESS_THAN_AGREED'
  | 'COLLECTING_UNEXPECTEDLY'
  | 'COLLECTING_AFTER_END'
  | 'CLOSED_AFTER_SHIPPING'
  /** The channel does not take the charge. */
  | 'CHARGE_REFUSED'
  /** The channel does not let go of an order that costs nothing any more. */
  | 'WITHDRAW_REFUSED'
  /** The buyer has paid another way, and the channel goes on collecting. */
  | 'PAID_ELSEWHERE_REFUSED'
  | 'REFUND_FAILED'
  | 'REFUND_ABNORMAL'
  | 'REFUND_UNEXPECTED'
  /** Money is owed back that did not come through the channel. */
  | 'REFUND_BY_HAND'
  /** A buyer wants to return goods, has not received them, or says that something is wrong with them. */
  | 'CLAIM_REQUESTED'
  /** Nobody answered in time, so the claim counts as agreed. */
  | 'CLAIM_AGREED_BY_SILENCE'
  /** A buyer asks that a person looks at a refusal. */
  | 'REVIEW_ASKED'
  /** The last reminder has gone out, and the money has not come. */
  | 'OVERDUE_FOR_LONG'
  /** The buyer was asked several times whether the parcel has come, and there is no evidence that it has. */
  | 'RECEIPT_UNCLEAR';
