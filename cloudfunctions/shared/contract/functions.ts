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
import type { MerchantOrderDetails, MerchantOrderView, MoneyView, PolicyView } from './merchantViews.ts';
import type {
  AccountView,
  OrderDetails,
  OrderView,
  Page,
  PayLaterOffer,
  ProductView,
  SecondConfirmation,
} from './views.ts';

/** What a function takes, before its schema has filled in what may be left out, and what it answers. */
interface Call<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}

type ReadOrders = v.InferInput<typeof readOrdersInput>;
type ReadView<View extends ReadOrders['view']> = Extract<ReadOrders, { readonly view: View }>;
type AccountAction = v.InferInput<typeof accountInput>;

/** What `readOrders` answers to each of its views. */
export interface ReadAnswers {
  one: OrderDetails;
  mine: Page<OrderView>;
  merchantOne: MerchantOrderDetails;
  merchant: Page<MerchantOrderView>;
  money: MoneyView;
  policy: PolicyView;
}

/** `confirmView` is the channel's page that must be opened, where the channel asks for each order. */
export interface Assessed {
  readonly order: OrderView;
  readonly confirmView: ChannelView | null;
  /** While it is not null nothing was decided: the buyer repeats amount and quantity as `confirmed`. */
  readonly secondConfirmation: SecondConfirmation | null;
}

/** What each action on an account answers. */
export interface AccountAnswer {
  readonly account: AccountView;
  /** The channel's page where the buyer authorises; null if that is done, or not needed. */
  readonly authoriseView: ChannelView | null;
  /** Whether the caller may open the merchant's pages. */
  readonly operator: boolean;
}

/**
 * The functions that the mini-program calls. Where what is answered depends on what is asked, a function has one
 * `Call` for each.
 */
export interface Functions {
  createOrder: Call<v.InferInput<typeof createOrderInput>, OrderView>;
  assessCredit: Call<v.InferInput<typeof assessCreditInput>, Assessed>;
  confirmShip: Call<v.InferInput<typeof confirmShipInput>, OrderView>;
  confirmReceipt: Call<v.InferInput<typeof confirmReceiptInput>, OrderView>;
  /** `payView` is the channel's page where the buyer can pay by hand while it collects. */
  settle: Call<
    v.InferInput<typeof settleInput>,
    { readonly order: OrderView; readonly payView: ChannelView | null }
  >;
  handleReturn: Call<v.InferInput<typeof handleReturnInput>, OrderView>;
  cancelOrder: Call<v.InferInput<typeof cancelOrderInput>, OrderView>;
  readOrders: { [View in keyof ReadAnswers]: Call<ReadView<View>, ReadAnswers[View]> }[keyof ReadAnswers];
  listProducts: Call<
    v.InferInput<typeof listProductsInput>,
    Page<ProductView> & { readonly payLater: PayLaterOffer }
  >;
  account:
    | Call<Exclude<AccountAction, { readonly action: 'export' }>, AccountAnswer>
    | Call<Extract<AccountAction, { readonly action: 'export' }>, BuyerExport>;
}

export type FunctionName = keyof Functions;

/** What function `Name` answers to this very input. */
export type OutputOf<Name extends FunctionName, Input> = Functions[Name] extends infer Each
  ? Each extends Call<infer Asked, infer Output>
    ? Input extends Asked
      ? Output
      : never
    : never
  : never;
