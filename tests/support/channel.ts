import type { LocalCloudBase } from '../../tools/local/client.ts';

/** An order as the stand-in for WeChat Pay keeps it. */
export interface ChannelOrder {
  readonly out_order_no: string;
  readonly order_id: string;
  readonly state: 'CREATED' | 'DOING' | 'DONE' | 'REVOKED' | 'EXPIRED';
  readonly state_description?: string;
  readonly total_amount?: number;
  readonly risk_fund: { readonly amount: number };
  readonly collection?: {
    readonly state: string;
    readonly total_amount: number;
    readonly paid_amount: number;
    readonly details: readonly { readonly amount: number; readonly transaction_id?: string }[];
  };
  readonly confirmPackage: { readonly value: string; readonly used: boolean } | null;
  readonly wallet: { readonly balanceFen: number } | null;
}

export interface ChannelRefund {
  readonly outRefundNo: string;
  readonly outOrderNo: string;
  readonly refundFen: number;
  readonly status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL';
}

export interface ChannelState {
  readonly orders: readonly ChannelOrder[];
  readonly refunds: readonly (readonly [string, ChannelRefund])[];
  readonly wallets: readonly (readonly [string, { readonly balanceFen: number }])[];
  readonly deliveries: readonly (readonly [
    string,
    {
      readonly status: string;
      readonly event: { readonly type: string; readonly resource: Readonly<Record<string, unknown>> };
      readonly attempts: readonly {
        readonly sentAs: NonNullable<Behaviour['callbacks']>;
        readonly serial: string;
        readonly outcome: number | string;
        readonly probe?: number | string;
        readonly twin?: number | string;
      }[];
    },
  ])[];
  readonly log: readonly { readonly action: string; readonly target: string; readonly verdict: string }[];
}

export interface Behaviour {
  readonly callbacks?:
    | 'normal'
    | 'lost'
    | 'duplicate'
    | 'duplicateNewId'
    | 'late'
    | 'reversed'
    | 'tampered'
    | 'tamperedCiphertext'
    | 'tamperedTag'
    | 'foreignKey'
    | 'foreignMerchant'
    | 'staleTimestamp'
    | 'probe'
    | 'twice';
  readonly callbackDelayMs?: number;
  readonly signWith?: 'asked' | 'certificate' | 'publicKey' | 'next' | 'alternating' | 'unknown';
  readonly answers?:
    | 'normal'
    | 'badSignature'
    | 'unknownSerial'
    | 'staleTimestamp'
    | 'unsigned'
    | 'unsignedRefusals'
    | 'probe';
  readonly unknownFields?: 'allow' | 'refuse';
  readonly nonceReplay?: 'allow' | 'refuse';
  readonly declineNextCreate?: 'none' | '271300099' | '271299627';
  readonly awaitConfirmation?: 'never' | 'nextCreate';
  readonly orderApi?: 'both' | 'plain' | 'delivery';
  readonly debitDelayMs?: number;
  readonly debitTakesMs?: number;
  readonly debitNumber?: 'shown' | 'hidden';
  readonly sync?: 'normal' | 'unclear';
  readonly clockAheadMs?: number;
  readonly refundDelayMs?: number;
  readonly refunds?: 'succeed' | 'closed' | 'abnormal';
  readonly merchantBalanceFen?: number;
  readonly prepaidMessage?: 'on' | 'off';
  readonly cancelInUserPaying?: 'allow' | 'refuse';
  readonly payEndpoint?: 'on' | 'off';
  readonly maxRunningOrders?: number;
}

/** What the stand-in for WeChat Pay knows, and what users do inside WeChat. */
export class Channel {
  readonly #cloud: LocalCloudBase;

  constructor(cloud: LocalCloudBase) {
    this.#cloud = cloud;
  }

  async state(): Promise<ChannelState> {
    const response = await fetch(`${this.#cloud.origin}/_emulator/wechatpay/state`);
    return (await response.json()) as ChannelState;
  }

  async order(orderId: string): Promise<ChannelOrder | undefined> {
    return (await this.state()).orders.find((order) => order.out_order_no === orderId);
  }

  /** How often the channel was asked to do this to the order, whatever it answered. */
  async requests(
    orderId: string,
    action: 'complete' | 'cancel' | 'modify' | 'pay' | 'sync',
  ): Promise<number> {
    const { log } = await this.state();
    return log.filter((request) => request.action === action && request.target.includes(orderId)).length;
  }

  /** How often the channel was asked to create something, whatever it answered. */
  async creations(action: 'create' | 'refund' = 'create'): Promise<number> {
    return (await this.state()).log.filter((request) => request.action === action).length;
  }

  /** What the channel has given or is giving back of an order. */
  async refunds(orderId: string): Promise<ChannelRefund[]> {
    const { refunds } = await this.state();
    return refunds.map(([, refund]) => refund).filter((refund) => refund.outOrderNo === orderId);
  }

  async behave(behaviour: Behaviour): Promise<void> {
    await this.#cloud.post('/_emulator/wechatpay/behaviour', behaviour);
  }

  /** The buyer pays on WeChat's page of the order. */
  async payByHand(outOrderNo: string): Promise<void> {
    await this.#cloud.post('/_emulator/wechatpay/pay', { outOrderNo });
  }

  /** The buyer ends his authorisation inside WeChat. */
  async closeService(openid: string): Promise<void> {
    await this.#cloud.post('/_emulator/wechatpay/close', { openid });
  }

  /** The buyer confirms on WeChat's page. */
  async confirm(openid: string, packageText: string): Promise<void> {
    await this.#cloud.post('/_emulator/wechatpay/confirm', { openid, package: packageText });
  }
}
