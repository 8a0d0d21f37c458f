import { notifyUrl } from '../../channels/notify-url.ts';
import { parseCompactTime } from '../../channels/times.ts';
import { type Checked, flag, integer, list, oneOf, optional, record, text } from '../fields.ts';

/**
 * Fields of the 支付分 order requests and their limits, one table a request.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587900 (create), …/4012587955 (complete), …/4012587957 (modify)
 */
const fen = integer(0);
const orderNumber = text(32, /^[0-9A-Za-z_\-|*]+$/);
const time = {
  check(value: unknown, path: string): string {
    const given = text(14, /^(?:\d{8}|\d{14})$/).check(value, path);
    return parseCompactTime(given) ? given : text(14, /^existing date$/).check(given, path);
  },
};
const day = {
  check: (value: unknown, path: string): string => text(8).check(time.check(value, path), path),
};
const timeOrOnAccept = {
  check: (value: unknown, path: string): string => (value === 'OnAccept' ? value : time.check(value, path)),
};

const payment = record({
  name: text(20),
  amount: optional(fen),
  description: optional(text(30)),
  count: optional(integer(1, 100)),
});
const discount = record({
  name: text(20),
  description: text(30),
  amount: optional(fen),
  count: optional(integer(1, 100)),
});

export type Payment = Checked<typeof payment>;
export type Discount = Checked<typeof discount>;

/** WeChat Pay lets only this name appear on several payments of an order. */
const repeatableName = '商品信息';

function paymentsComplaint(payments: readonly Payment[]): string | null {
  if (payments.some(({ amount, description }) => amount === undefined && description === undefined)) {
    return 'each need an amount or a description';
  }
  return repeatedName(payments.filter(({ name }) => name !== repeatableName));
}

function repeatedName(items: readonly { readonly name: string }[]): string | null {
  return new Set(items.map(({ name }) => name)).size === items.length ? null : 'must have different names';
}

const discounts = list(discount, { min: 0, max: 30 }, repeatedName);

/** Names of the risk fund; the last one means 先享 (no deposit), the others 先免. */
const riskFundNames = ['DEPOSIT', 'ADVANCE', 'CASH_DEPOSIT', 'ESTIMATE_ORDER_COST'] as const;

/** Comes back in callbacks. It is sent URL-encoded, and as long as it is then. */
const attach = text(256, /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\dA-Fa-f]{2})+$/);

const device = record({
  start_device_id: optional(text(64)),
  end_device_id: optional(text(64)),
  materiel_no: optional(text(64)),
});

const parties = { appid: text(32), service_id: text(32) };

const create = {
  ...parties,
  out_order_no: orderNumber,
  service_introduction: text(20),
  post_payments: optional(list(payment, { min: 0, max: 100 }, paymentsComplaint)),
  post_discounts: optional(discounts),
  time_range: record({
    start_time: timeOrOnAccept,
    end_time: optional(time),
    start_time_remark: optional(text(20)),
    end_time_remark: optional(text(50)),
  }),
  location: optional(record({ start_location: optional(text(50)), end_location: optional(text(50)) })),
  risk_fund: record({ name: oneOf(...riskFundNames), amount: integer(1), description: optional(text(30)) }),
  attach: optional(attach),
  notify_url: notifyUrl,
  openid: optional(text(128)),
  need_user_confirm: optional(flag),
  device: optional(device),
};

const shoppingInfo = record({
  real_merchant_appid: optional(text(32)),
  jump_link: record({ jump_link_type: oneOf('JUMP_LINK_MINI_PROGRAM'), appid: text(32), path: text(1024) }),
  goods: list(
    record({
      name: text(256),
      picture: text(1024, /^https?:\/\/[^\s/]+/),
      amount: fen,
      count: integer(1),
      category_id: optional(list(text(32), { min: 0, max: 10 })),
    }),
    { min: 1, max: 100 },
  ),
});

export const createOrderFields = record(create);

/** The e-commerce variant: the same, with what is bought. */
export const createOnDeliveryFields = record({
  ...create,
  mchid: optional(text(32)),
  shopping_info: shoppingInfo,
});

/** What either way of creating gives. */
export type OrderFields = Checked<typeof createOrderFields> & {
  mchid?: string;
  shopping_info?: Checked<typeof shoppingInfo>;
};

export const completeFields = record({
  ...parties,
  post_payments: list(payment, { min: 1, max: 100 }, paymentsComplaint),
  post_discounts: optional(discounts),
  total_amount: fen,
  time_range: optional(
    record({
      start_time: optional(timeOrOnAccept),
      end_time: optional(time),
      start_time_remark: optional(text(20)),
      end_time_remark: optional(text(50)),
    }),
  ),
  location: optional(record({ end_location: optional(text(50)) })),
  profit_sharing: optional(flag),
  goods_tag: optional(text(32)),
  device: optional(device),
});

export const modifyFields = record({
  ...parties,
  post_payments: list(payment, { min: 1, max: 100 }, paymentsComplaint),
  post_discounts: optional(discounts),
  total_amount: fen,
  reason: text(50),
  device: optional(device),
});

export const cancelFields = record({ ...parties, reason: text(50) });

export const payFields = record(parties);

export const syncFields = record({
  ...parties,
  type: oneOf('Order_Paid'),
  detail: record({ paid_time: time }),
});

/** Without an appid, unlike all the others. */
export const prepaidMessageFields = record({
  service_id: parties.service_id,
  post_payments: list(payment, { min: 1, max: 100 }, paymentsComplaint),
  post_discounts: optional(discounts),
  total_amount: fen,
  prepaid_time: day,
});

/** Exactly one of the last two, which the query itself checks. */
export const queryFields = record({
  ...parties,
  out_order_no: optional(orderNumber),
  query_id: optional(text(512)),
});
