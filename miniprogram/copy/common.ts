import type { OrderState } from '../../cloudfunctions/shared/domain/order/states.ts';

/** Words that several pages need. Every Chinese word of the mini-program stands in a copy/ folder. */
export const COMMON = {
  loading: '正在打开，请稍候…',
  retry: '再试一次',
  toShop: '去商城看看',
  offline: '网络好像断开了。请检查手机网络，再试一次。',
  unreachable: '暂时连不上，请稍后再试一次。',
  refused: '没有办成',
  wechatTooOld: '您的微信版本较低，请更新微信后再试。',
  understood: '知道了',
  copy: '复制',
  noMore: '没有更多了',
  payLater: '先用后付',
  quantity: '数量',
} as const;

/** Where an order stands, in words for its buyer. */
export const STATE_NAMES: Readonly<Record<OrderState, string>> = {
  created: '待提交',
  approved: '待确认',
  accepted: '待发货',
  shipped: '待收货',
  received: '待付款',
  settling: '正在付款',
  overdue: '已过付款时间',
  settled: '已付清',
  rejected: '未通过',
  cancelled: '已取消',
  returned: '已退货',
  writtenOff: '无需付款',
};
