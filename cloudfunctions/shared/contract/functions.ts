import type * as v from 'valibot';
import type { ChannelView } from '../channels/channel.ts';
import type { BuyerExport } from './export.ts';
import type {
  accountInput,
  assessCreditInput,
  cancelOrderInput,
  confirmReceiptInput,
  confirmShipInput,
  createOrderInput,
  handleReturnInput,
  listProductsInput,
  readOrdersInput,
  settleInput,
} from './inputs.ts';
import type {
  AccountView,
  MerchantOrderView,
  OrderDetails,
  OrderView,
  Page,
  PayLaterOffer,
  ProductView,
  SecondConfirmation,
} from './views.ts';

/** The functions that the mini-program calls: what each takes and what it answers. */
export interface Functions {
  createOrder: { input: v.InferInput<typeof createOrderInput>; output: OrderView };
  assessCredit: {
    input: v.InferInput<typeof assessCreditInput>;
    /**
     * `confirmView` is the channel's page that must be opened, where the channel asks for each order. While
     * `secondConfirmation` is not null nothing was decided: the buyer repeats amount and quantity as `confirmed`.
     */
    output: {
      readonly order: OrderView;
      readonly confirmView: ChannelView | null;
      readonly secondConfirmation: SecondConfirmation | null;
    };
  };
  confirmShip: { input: v.InferInput<typeof confirmShipInput>; output: OrderView };
  confirmReceipt: { input: v.InferInput<typeof confirmReceiptInput>; output: OrderView };
  settle: {
    input: v.InferInput<typeof settleInput>;
    /** `payView` is the channel's page where the buyer can pay by hand while it collects. */
    output: { readonly order: OrderView; readonly payView: ChannelView | null };
  };
  handleReturn: { input: v.InferInput<typeof handleReturnInput>; output: OrderView };
  cancelOrder: { input: v.InferInput<typeof cancelOrderInput>; output: OrderView };
  readOrders: {
    input: v.InferInput<typeof readOrdersInput>;
    /** `one` gives its details, `merchant` what needs attention. */
    output: Page<OrderView | OrderDetails | MerchantOrderView>;
  };
  listProducts: {
    input: v.InferInput<typeof listProductsInput>;
    output: Page<ProductView> & { readonly payLater: PayLaterOffer };
  };
  account: {
    input: v.InferInput<typeof accountInput>;
    /** The export for `export`, the account for all others. */
    output: { readonly account: AccountView; readonly authoriseView: ChannelView | null } | BuyerExport;
  };
}

export type FunctionName = keyof Functions;
