import type { ConfirmationCause } from '../../cloudfunctions/shared/domain/assessment/secondConfirmation.ts';
import type { Hindrance } from '../views/readiness';
import { COMMON } from './common';
import { GOODS } from './goods';

/** Words of the page where an order is placed. */
export const CHECKOUT = {
  quantity: GOODS.quantity,
  total: GOODS.total,
  gone: GOODS.gone,
  toShop: GOODS.toShop,

  delivery: '收货信息',
  chooseAddress: '使用微信收货地址',
  recipient: '收货人',
  recipientHint: '收货人的姓名',
  phone: '手机号',
  phoneHint: '能联系到的手机号',
  address: '地址',
  addressHint: '省市区、街道、门牌号',

  howToPay: '付款方式',
  howToPayHint: '每次下单都请您自己选。',
  payLater: COMMON.payLater,
  otherwise: '其他付款方式',
  otherwiseNote: '现在付款，由商家收款',

  choose: '请选付款方式',
  order: '提交订单',
  goOtherwise: '去付款',
} as const;

export const CHECKOUT_SAYS = {
  payLaterNote: (days: number) => `确认收货后第 ${days} 天再付款`,
} as const;

/** What must be done before 先用后付 can be chosen: the words of the button, and why. */
export const CHECKOUT_FIRST: Readonly<Record<Hindrance, { readonly button: string; readonly why: string }>> =
  {
    notOpen: {
      button: '先开通（约 1 分钟）',
      why: '下单前要先开通先用后付，不收费。开通后会回到这里，填好的内容都还在。',
    },
    outdated: {
      button: '先看新的条款',
      why: '服务条款有更新，同意后才能用先用后付下单。同意后会回到这里，填好的内容都还在。',
    },
    unauthorised: {
      button: '先完成微信授权',
      why: '还差一步：在微信里同意授权。授权后会回到这里，填好的内容都还在。',
    },
    locked: {
      button: '查看未成年人保护',
      why: '未成年人保护开着，保护期间不能用先用后付下单。您可以选其他付款方式。',
    },
  };

/** What is missing, or must be looked at again; each stands beside what it is about. */
export const CHECKOUT_ERRORS = {
  recipient: '请填写收货人的姓名。',
  phone: '请填写手机号，11 位数字。',
  address: '请填写详细的收货地址。',
  way: '请先选一种付款方式。',
  terms: '请看清上面的内容，同意后在方框里打勾。',
  changed: '内容有变化，请重新看清后再打勾。',
  wechatAddress: '没有拿到微信地址，请直接填写',
} as const;

/** Where an order is decided on only once its buyer has repeated what he orders. */
export const CONFIRM_AGAIN = {
  title: '请再核对一次',
  amount: '一共多少元',
  amountHint: '例如 168',
  quantity: '一共几件',
  quantityHint: '例如 1',
  amountError: '请填写金额，只写数字。',
  quantityError: '请填写件数，只写数字。',
  confirm: '核对好了，继续下单',
  cancel: '先不下单',
} as const;

export const CONFIRM_AGAIN_SAYS = {
  order: (quantity: number, amount: string) => `这笔订单：共 ${quantity} 件，${amount}。`,
  causes: {
    AMOUNT: () => '这笔订单金额较大。',
    QUANTITY: () => '这笔订单件数较多。',
    COUNT: (orders: number) => `这是您最近下的第 ${orders} 笔先用后付订单。`,
  } satisfies Record<ConfirmationCause, (orders: number) => string>,
  why: '为了防止点错，或者孩子误操作，请您把金额和件数再填一遍。',
} as const;
