import type { OrderAnswer } from '../views/answers';

type ReviewStage = NonNullable<NonNullable<OrderAnswer['refusal']>['review']>['stage'];

/** Words of the page that says why an order cannot be paid later, and what to do now. */
export const REFUSAL = {
  title: '这笔订单暂时不能先用后付',
  free: '没有扣款，您也无需付款。商品可以换一种方式买。',
  goods: '您选的商品',
  reasons: '为什么',
  otherwise: '用其他方式付款',
  again: '重新下单',

  reviewTitle: '请人再看一看',
  reviewHow: '您觉得不合适，可以请商家的工作人员再看一次。有结果会写在这里。',
  note: '想说明的话（可以不写）',
  noteHint: '例如：上次付款晚了是因为出差，已经付清了。',
  ask: '申请人工复核',
  asked: '已提交',
} as const;

/** Where the review stands, and what it means for the buyer. */
export const REVIEW_STAGES: Readonly<Record<ReviewStage, { readonly title: string; readonly text: string }>> =
  {
    asked: { title: '正在等商家答复', text: '有结果会写在这里。着急的话，可以先用其他方式付款。' },
    approved: {
      title: '商家同意了',
      text: '给您一次先用后付的机会：只能用一次，金额不超过这笔订单，请在几天内使用。这笔订单不会自动恢复，请重新下单。',
    },
    kept: { title: '这次还是不能先用后付', text: '您可以用其他方式付款购买这些商品。' },
  };

export const REFUSAL_SAYS = {
  yours: (note: string) => `您写的：${note}`,
  theirs: (note: string) => `商家的答复：${note}`,
} as const;

/** What can be done about a reason: where its button leads. */
export const NEXT_STEPS = {
  open: '去开通',
  lock: '查看未成年人保护',
  bills: '去付清',
  orders: '查看进行中的订单',
  fewer: '减少数量，重新下单',
  shop: '看看其他商品',
} as const;
