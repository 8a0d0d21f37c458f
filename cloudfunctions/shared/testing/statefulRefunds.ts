import type { RefundFacts } from '../domain/order/channelFacts.ts';
import type { Payment } from '../domain/order/order.ts';

interface HeldRefund {
  readonly orderId: string;
  readonly body: string;
  readonly amountFen: number;
  stage: RefundFacts['stage'];
}

/** What the body of a scripted refund holds. */
interface Body {
  readonly refundNo: string;
  readonly transactionId: string;
  readonly amountFen: number;
  readonly paidFen: number;
}

/** The refunds of a stateful channel. */
export class StatefulRefunds {
  readonly #held = new Map<string, HeldRefund>();
  /** How refunds end that are under way. */
  ending: Exclude<RefundFacts['stage'], 'processing'> = 'refunded';

  facts(refundNo: string): RefundFacts | null {
    const held = this.#held.get(refundNo);
    if (!held) return null;
    const { amountFen, stage } = held;
    return { refundNo, channelRefundId: `wx-${refundNo}`, amountFen, stage };
  }

  of(orderId: string): RefundFacts[] {
    return [...this.#held]
      .filter(([, held]) => held.orderId === orderId)
      .flatMap(([refundNo]) => this.facts(refundNo) ?? []);
  }

  /** Takes a refund, or the same one again. */
  take(orderId: string, body: string, payment: Payment): RefundFacts | 'wrong' | 'tooMuch' {
    const { refundNo, transactionId, amountFen, paidFen }: Body = JSON.parse(body);
    const known = this.#held.get(refundNo);
    if (known && known.body !== body) return 'wrong';
    if (!known) {
      const ofThisPayment = transactionId === payment.transactionId && paidFen === payment.paidFen;
      if (!ofThisPayment || amountFen <= 0) return 'wrong';
      if (this.#givenFen(orderId) + amountFen > payment.paidFen) return 'tooMuch';
      this.#held.set(refundNo, { orderId, body, amountFen, stage: 'processing' });
    }
    return this.facts(refundNo) ?? 'wrong';
  }

  /** The money of the refunds of an order arrives, or does not. */
  progress(orderId: string): void {
    for (const held of this.#held.values())
      if (held.orderId === orderId && held.stage === 'processing') held.stage = this.ending;
  }

  #givenFen(orderId: string): number {
    return this.of(orderId)
      .filter(({ stage }) => stage !== 'closed')
      .reduce((sum, { amountFen }) => sum + amountFen, 0);
  }
}
