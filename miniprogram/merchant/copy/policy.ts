import type { PolicyView } from '../../../cloudfunctions/shared/contract/merchantViews.ts';
import { formatFen } from '../../format/money';

type Sentences<Part> = (part: Part) => readonly string[];

const points = (value: number) => (value > 0 ? `加 ${value} 分` : value < 0 ? `减 ${-value} 分` : '不加不减');

export const versionInWords = (version: number) => `第 ${version} 版，正在使用`;

export const POLICY = {
  howTo:
    '这里只能看，不能改。要改，请在云开发控制台的数据库集合 policies 里新增一条，版本号加一，一分钟内生效；写法见项目文档 docs/policy.md。已有的订单仍按下单时的版本。',
} as const;

export const TITLES = {
  limits: '额度',
  assessment: '评估',
  charge: '扣款',
  deadlines: '期限',
  returns: '退货和售后',
  reminders: '提醒',
  rollout: '逐步开放',
  protection: '保护',
} as const;

/** The policy in words: each number stands in a sentence. */
export const SENTENCES: {
  readonly [Part in Exclude<keyof PolicyView, 'version'>]: Sentences<PolicyView[Part]>;
} = {
  limits: (limits) => [
    `新开通的买家，额度是 ${formatFen(limits.openingFen)}。`,
    `一笔订单最多 ${formatFen(limits.maxOrderFen)}。`,
    `一位买家最多同时有 ${limits.maxRunningOrders} 笔进行中的订单。`,
    `有 ${limits.maxOverdueOrders} 笔逾期，就不再通过新的订单，付清后恢复。`,
    `每按时付清一笔，额度涨 ${formatFen(limits.growPerOrderInTimeFen)}，涨到 ${formatFen(limits.ceilingFen)} 为止。`,
    `每逾期一笔，额度降 ${limits.shrinkPerOverduePercent}%，降到 ${formatFen(limits.floorFen)} 为止。`,
  ],
  assessment: (rules) => [
    `每笔订单从 ${rules.basePoints} 分算起，满 ${rules.approveFromPoints} 分才通过。`,
    `在本店每按时付清一笔，${points(rules.perOrderSettledInTime)}；逾期后才付清一笔，${points(rules.perOrderSettledLate)}。`,
    `每退货一笔（没有付款），${points(rules.perOrderReturned)}。`,
    `以上每种最多算 ${rules.countedOrders} 笔。`,
    `第一笔订单超过额度的 ${rules.firstOrderLargePercent}%，${points(rules.firstOrderLargePoints)}。`,
    `收货地址以前没有用过，${points(rules.newAddressPoints)}。`,
  ],
  velocity: ({ windowHours, maxOrders }) => [`${windowHours} 小时内已有 ${maxOrders} 笔，下一笔不通过。`],
  secondConfirmation: ({ fromAmountFen, fromQuantity, fromOrders }) => [
    `满 ${formatFen(fromAmountFen)}、满 ${fromQuantity} 件，或短时间内第 ${fromOrders} 笔，要买家再填一次金额和件数。`,
  ],
  charge: (charge) => [
    `确认收货后第 ${charge.afterReceiptDays} 天扣款。`,
    `扣款前，提醒至少在小程序里放 ${charge.noticeHours} 小时；微信消息送到手机的，至少提前 ${charge.pushedNoticeHours} 小时。`,
    `比提醒的时间晚 ${charge.noticeVoidAfterHours} 小时还没扣，要重新提醒。`,
    `开始扣款 ${charge.graceDays} 天后还没扣到，算逾期。`,
    `买家关了自动扣款的，在扣款日后 ${charge.payByDays} 天内自己付。`,
    charge.channelMessage ? '微信支付的订单，微信支付也会给买家发扣款消息。' : '不请支付渠道另发扣款消息。',
  ],
  deadlines: (deadlines) => [
    `下单 ${deadlines.acceptHours} 小时没有办完，自动取消。`,
    `可以发货 ${deadlines.shipDays} 天还没有发，自动取消。`,
    `没有送达凭据，每 ${deadlines.askReceiptDays} 天问买家一次，不会自动确认收货。`,
    `有送达凭据，${deadlines.autoReceiptDays} 天后自动确认收货。`,
  ],
  returns: (returns) => [
    `买家申请后，您 ${returns.answerDays} 天没有答复，视为同意。`,
    `同意退货后，买家 ${returns.sendBackDays} 天没有寄回，申请结束。`,
    `寄回后 ${returns.arriveDays} 天没有处理，视为您已收到。`,
    `付款后，收货 ${returns.afterReceiptDays} 天内还能申请。`,
    `一笔订单最多申请 ${returns.maxPerOrder} 次。`,
  ],
  reminders: (reminders) => [
    `买家自己付款的，最晚时间前 ${reminders.payByHours} 小时提醒一次。`,
    `逾期后每 ${reminders.overdueEveryDays} 天提醒一次，一共 ${reminders.overdueTimes} 次，之后请您来看。`,
  ],
  rollout: ({ percent, allowedBuyers }) => [
    `向 ${percent}% 的买家开放；另有 ${allowedBuyers} 位买家在名单里，直接开放。`,
  ],
  protection: ({ unlockAfterHours, allowanceDays }) => [
    `未成年人保护申请关闭后，${unlockAfterHours} 小时才解除。`,
    `复核放行的一单，${allowanceDays} 天内有效。`,
  ],
};
