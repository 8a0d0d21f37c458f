import type { OperatorStep } from '../../../cloudfunctions/shared/domain/order/steps.ts';
import type { ChannelText } from '../../copy/channels';

interface StepWords {
  /** On its button. */
  readonly label: string;
  /** What it does, beside the button and above its form. */
  readonly note: ChannelText;
  /** Said when it is done; seven characters stand beside WeChat's own mark. */
  readonly done: string;
}

/** What an operator can do with an order. */
export const STEPS: Readonly<Record<OperatorStep, StepWords>> = {
  ship: { label: '发货', note: '填写快递公司和单号，买家马上能看到', done: '已发货' },
  recordDelivery: {
    label: '登记已送达',
    note: '写下送达凭据。之后买家没有点确认，到期也会自动确认收货',
    done: '已登记送达',
  },
  recordUndelivered: {
    label: '登记没有送到',
    note: '包裹丢了，或买家没有收。这笔订单不再收钱',
    done: '已登记',
  },
  lower: { label: '调低金额', note: '少收一部分，或全部不收。已付款的退差额', done: '已调低' },
  collectAgain: {
    label: '再扣一次款',
    note: ({ name }) => `请${name}现在再试一次（要先向${name}开通）`,
    done: '已请求再扣',
  },
  notePaidElsewhere: {
    label: '登记买家已付款',
    note: ({ name }) => `买家用别的办法把钱付给了您，${name}停止扣款`,
    done: '已登记',
  },
  agree: { label: '同意申请', note: '按买家的申请少收或退款', done: '已同意' },
  refuse: { label: '拒绝申请', note: '订单照原来的约定继续', done: '已拒绝' },
  goodsBack: { label: '确认收到退货', note: '退货已经回到您手里，马上少收或退款', done: '已确认收到' },
  answerReview: { label: '答复复核', note: '放行一次，或维持原来的结果', done: '已答复' },
  lookedAt: { label: '标为已处理', note: '从「需要关注」里拿掉', done: '已标为处理' },
};

/** Said where the channel cannot do it; what the server says then names no channel, and nothing else to do. */
export const CHANNEL_CANNOT: Readonly<Partial<Record<OperatorStep, ChannelText>>> = {
  collectAgain: ({ name }) => `${name}不支持再扣一次。它会自己继续扣款，请等一等，或联系买家付款。`,
  notePaidElsewhere: ({ name }) => `${name}不支持登记。要停止扣款，请用「调低金额」把这笔调低到 0。`,
};

/** What stands on every form. */
export const STEP_FORM = {
  cancel: '先不做',
  scan: '扫单号',
} as const;

/** What is filled in, and how. */
export const FIELDS = {
  carrier: '快递公司',
  carrierHint: '点选，或自己填写',
  trackingNo: '快递单号',
  trackingNoHint: '写在面单上',
  evidence: '送达凭据',
  evidenceHint: '例如：物流显示 3 月 5 日签收',
  reason: '原因',
  reasonForBuyer: '原因（买家会看到）',
  reasonHint: '一句话说清楚',
  amount: '调低到多少元',
  amountHint: (payable: string) => `现在应收 ${payable}`,
  note: '给买家的话（可不填）',
  noteHint: '例如：已核实，给您退款',
  answer: '给买家的话',
  answerHint: '买家会看到，请写清楚理由',
  goodsBack: '商品要不要寄回？',
  goodsBackYes: '要寄回，收到后再少收或退款',
  goodsBackNo: '不用寄回，马上少收或退款',
  decision: '您的决定',
  approve: '放行一次：买家可以再下一单',
  keep: '维持：不改变原来的结果',
  paidOn: '买家付款的日期',
} as const;

/** The usual ones; any other can be written. */
export const CARRIERS = [
  '顺丰速运',
  '中通快递',
  '圆通速递',
  '韵达快递',
  '申通快递',
  '极兔速递',
  '京东快递',
  '邮政 EMS',
  '德邦快递',
] as const;

export const SUGGESTED_REASONS = {
  undelivered: ['包裹丢失', '买家拒收', '多次投递没有送到'],
  lower: ['商品有瑕疵', '少发了', '协商减免'],
  evidence: ['物流显示已签收', '快递柜已取件', '买家告知已收到'],
} as const;

/** What is wrong with what was filled in. */
export const PROBLEMS = {
  empty: (label: string) => `请填写${label}`,
  tooLong: (label: string, max: number) => `${label}最多 ${max} 个字，请核对`,
  choose: (label: string) => `请选择：${label}`,
  amount: '请填写正确的金额，例如 120 或 120.50',
  notLower: (payable: string) => `只能调低：要比现在的 ${payable} 少`,
} as const;
