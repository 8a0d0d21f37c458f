import type { AssessmentRecord, ClaimedGoods, ClaimKind, Notice, Payment, Shipment } from './order.ts';

/** Who did it. `id` is pseudonymous: a buyerId or an operator's staff number. */
export interface Actor {
  readonly role: 'buyer' | 'operator' | 'timer' | 'channel';
  readonly id: string | null;
}

export const BY_CHANNEL: Actor = { role: 'channel', id: null };
export const BY_TIMER: Actor = { role: 'timer', id: null };

interface Recorded {
  readonly at: Date;
  readonly by: Actor;
}

/** What a frozen order goes on with: nothing is due before it, whatever was due while it was frozen. */
export interface Resumption {
  readonly chargeAt: Date | null;
  readonly dueAt: Date | null;
  readonly payBy: Date | null;
}

/** What can happen to an order. The history is append-only; the state follows from it. */
export type OrderEvent = Recorded &
  (
    | { readonly type: 'created'; readonly amountFen: number }
    | { readonly type: 'approved'; readonly assessment: AssessmentRecord }
    | {
        readonly type: 'rejected';
        readonly assessment: AssessmentRecord | null;
        readonly reasons: readonly string[];
      }
    | { readonly type: 'awaitingBuyer'; readonly channelOrderId: string }
    | { readonly type: 'accepted'; readonly channelOrderId: string }
    | { readonly type: 'cancelRequested'; readonly reason: string }
    | { readonly type: 'cancelRefused'; readonly code: string }
    | { readonly type: 'cancelled'; readonly reason: string }
    | { readonly type: 'shipped'; readonly shipment: Shipment }
    | { readonly type: 'delivered'; readonly deliveredAt: Date; readonly evidence: string }
    | { readonly type: 'receiptAsked' }
    | { readonly type: 'received'; readonly chargeAt: Date }
    | { readonly type: 'noticed'; readonly notice: Notice }
    | { readonly type: 'chargePostponed'; readonly chargeAt: Date; readonly reason: string }
    | { readonly type: 'chargeRequested'; readonly amountFen: number; readonly notice: Notice }
    | {
        readonly type: 'chargeRefused';
        readonly code: string;
        readonly chargeAt: Date;
        readonly payBy: Date | null;
      }
    | { readonly type: 'collecting'; readonly amountFen: number; readonly since: Date; readonly dueAt: Date }
    | { readonly type: 'overdue' }
    | { readonly type: 'settled'; readonly payment: Payment }
    | { readonly type: 'writtenOff'; readonly reason: string }
    | { readonly type: 'lowered'; readonly payableFen: number; readonly reason: string }
    | { readonly type: 'lowerRequested'; readonly amountFen: number }
    | {
        readonly type: 'collectionLowered';
        readonly amountFen: number;
        /** False if somebody has lowered it on the channel's own pages. */
        readonly asked: boolean;
      }
    | { readonly type: 'lowerRefused'; readonly code: string }
    | { readonly type: 'withdrawRequested' }
    | { readonly type: 'withdrawRefused'; readonly code: string }
    | { readonly type: 'endedAtChannel' }
    | { readonly type: 'collectAgainRequested' }
    | { readonly type: 'collectAgainEnded' }
    | { readonly type: 'paidElsewhereReported'; readonly paidAt: Date }
    | { readonly type: 'paidElsewhereRefused'; readonly code: string }
    | { readonly type: 'paidAfterEnd'; readonly payment: Payment }
    | { readonly type: 'refundRequested'; readonly refundNo: string; readonly amountFen: number }
    | { readonly type: 'refundAccepted'; readonly refundNo: string; readonly channelRefundId: string }
    | {
        readonly type: 'refunded';
        readonly refundNo: string;
        readonly channelRefundId: string;
        readonly amountFen: number;
      }
    | { readonly type: 'refundAbnormal'; readonly refundNo: string }
    | { readonly type: 'refundFailed'; readonly refundNo: string; readonly code: string }
    | {
        readonly type: 'claimRequested';
        readonly kind: ClaimKind;
        readonly amountFen: number;
        readonly payableFen: number;
        /** Which goods come back; null: all, or none. */
        readonly items: readonly ClaimedGoods[] | null;
        readonly reason: string;
        readonly deadline: Date;
      }
    | { readonly type: 'claimAgreed'; readonly note: string; readonly deadline: Date }
    | {
        readonly type: 'goodsSentBack';
        readonly carrier: string;
        readonly trackingNo: string;
        readonly deadline: Date;
      }
    | ({
        readonly type: 'claimDone';
        readonly payableFen: number;
        readonly note: string;
      } & Resumption)
    | ({ readonly type: 'claimRefused'; readonly reason: string } & Resumption)
    | ({ readonly type: 'claimLapsed' } & Resumption)
    | ({ readonly type: 'claimWithdrawn' } & Resumption)
    | { readonly type: 'undelivered'; readonly reason: string }
    | { readonly type: 'returned' }
    | {
        readonly type: 'autoChargeSwitched';
        readonly on: boolean;
        readonly chargeAt: Date;
        readonly payBy: Date | null;
      }
    | { readonly type: 'reminded'; readonly pushed: boolean }
    | { readonly type: 'reviewAsked'; readonly note: string }
    | { readonly type: 'reviewAnswered'; readonly approved: boolean; readonly note: string }
  );

export type EventType = OrderEvent['type'];
