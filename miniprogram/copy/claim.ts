import type { ClaimKind } from '../../cloudfunctions/shared/domain/order/order.ts';

export const CLAIM = {
  empty: '这笔订单现在不能申请退货或售后。如有问题，请直接联系商家。',
  back: '返回订单',
  kindTitle: '遇到了什么问题？',
  goodsTitle: '退哪些商品？',
  amountTitle: '希望少付多少？',
  amountTitlePaid: '希望退多少？',
  amountHint: '不填，就是全部',
  yuan: '元',
  reasonTitle: '原因',
  reasonHint: '请写下具体情况，方便商家处理',
  happensTitle: '提交后会怎样',
  submit: '提交申请',
  submitted: '已提交申请',
} as const;

export const CLAIM_TEXTS = {
  bought: (price: string, count: number) => `每件 ${price}，买了 ${count} 件`,
  chosen: (amount: string) => `所选商品 ${amount}`,
  payable: (amount: string) => `这笔订单应付 ${amount}`,
  paid: (amount: string) => `这笔订单已付 ${amount}`,
} as const;

export const CLAIM_HINTS: Readonly<Record<ClaimKind, string>> = {
  notReceived: '一直没送到，或者包裹丢了',
  problem: '有破损、质量问题、少发或发错，商品不寄回',
  return: '把商品寄回商家，不付或退回货款',
};

/** Common reasons; the buyer may write his own as well. */
export const CLAIM_REASONS: Readonly<Record<ClaimKind, readonly string[]>> = {
  notReceived: ['一直没有送到', '显示签收但没收到', '包裹丢了'],
  problem: ['有破损', '质量不好', '少发了', '发错了', '和描述不一样'],
  return: ['不想要了', '大小或颜色不合适', '质量不好', '发错了', '和描述不一样'],
};

/** What happens with the money, in one block, before the request is handed in. */
export const CLAIM_MONEY = {
  paused: '提交后立即暂停扣款，处理完之前不会扣款。',
  collecting: '微信支付已开始扣款，处理期间仍可能扣款成功。商家同意后会停止或减少扣款，已扣的钱原路退回。',
  paid: '这笔订单已付款。商家同意后，钱会原路退回。',
} as const;

/** Between the reason that was tapped on and what was written beside it. */
export const REASON_BETWEEN = '：';

const NO_ANSWER = '商家若没有按时答复，视为同意您的申请。提交后订单页会写明最晚的时间。';
const WITHDRAW = '想法变了，可以在订单页撤销申请。';

/** What happens with the request. */
export const CLAIM_COURSE: Readonly<Record<ClaimKind, readonly string[]>> = {
  notReceived: [NO_ANSWER, WITHDRAW],
  problem: [NO_ANSWER, WITHDRAW],
  return: [NO_ANSWER, '商家同意后，请按时寄回商品并在订单页填写单号；没有按时寄回，申请自动结束。', WITHDRAW],
};

/** Why the request is not handed in yet. */
export const CLAIM_MISSING = {
  kind: '请先选择遇到的问题',
  goods: '请选择要退的商品和件数',
  amount: '请填写正确的金额，例如 12.50',
  amountTooLarge: (most: string) => `最多填 ${most}`,
  reason: '请选择或写下原因',
} as const;
