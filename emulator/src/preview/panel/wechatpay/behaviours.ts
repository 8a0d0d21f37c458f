export interface BehaviourChoice {
  /** The name of the field in `POST /_emulator/wechatpay/behaviour`. */
  readonly field: string;
  readonly label: string;
  /** The first is the usual one. */
  readonly options: readonly (readonly [value: string | number, label: string])[];
}

export interface BehaviourGroup {
  readonly title: string;
  readonly choices: readonly BehaviourChoice[];
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What WeChat Pay's stand-in can be told to do, in the words of those who test with it. */
export const behaviourGroups: readonly BehaviourGroup[] = [
  {
    title: '支付通知',
    choices: [
      {
        field: 'callbacks',
        label: '通知',
        options: [
          ['normal', '正常送达'],
          ['lost', '丢失'],
          ['late', '迟到'],
          ['duplicate', '重复一次'],
          ['duplicateNewId', '换一个编号再来一次'],
          ['reversed', '先后颠倒'],
          ['twice', '同时来两次'],
          ['tampered', '签名后被改动'],
          ['tamperedCiphertext', '密文损坏'],
          ['tamperedTag', '密文校验码损坏'],
          ['foreignKey', '别人签的名'],
          ['foreignMerchant', '别家商户的密文'],
          ['staleTimestamp', '十分钟前的签名'],
          ['probe', '先发一次签名探测'],
        ],
      },
      {
        field: 'callbackDelayMs',
        label: '迟到多久',
        options: [
          [10 * minuteMs, '10 分钟'],
          [hourMs, '1 小时'],
          [dayMs, '1 天'],
        ],
      },
    ],
  },
  {
    title: '下单与授权',
    choices: [
      {
        field: 'declineNextCreate',
        label: '下一次下单',
        options: [
          ['none', '正常受理'],
          ['271300099', '拒绝：综合评估未通过'],
          ['271299627', '拒绝：有未支付的订单'],
        ],
      },
      {
        field: 'awaitConfirmation',
        label: '免确认的订单',
        options: [
          ['never', '直接成立'],
          ['nextCreate', '下一单仍要用户确认'],
        ],
      },
      {
        field: 'maxRunningOrders',
        label: '同时进行的订单',
        options: [
          [3, '最多 3 个'],
          [1, '最多 1 个'],
          [100, '最多 100 个'],
        ],
      },
      {
        field: 'orderApi',
        label: '下单接口',
        options: [
          ['both', '两种都开通'],
          ['plain', '只开通普通订单'],
          ['delivery', '只开通先享后付订单'],
        ],
      },
      {
        field: 'subMode',
        label: '服务模式',
        options: [
          ['enjoyFirst', '先享'],
          ['depositFree', '先免（按风险金额）'],
        ],
      },
    ],
  },
  {
    title: '扣款',
    choices: [
      {
        field: 'debitDelayMs',
        label: '首次扣款',
        options: [
          [secondMs, '1 秒后'],
          [hourMs, '1 小时后'],
          [dayMs, '1 天后'],
        ],
      },
      {
        field: 'debitTakesMs',
        label: '扣款耗时',
        options: [
          [0, '立即有结果'],
          [minuteMs, '1 分钟'],
          [hourMs, '1 小时'],
        ],
      },
      {
        field: 'debitNumber',
        label: '扣款中的拒绝',
        options: [
          ['shown', '带错误编号'],
          ['hidden', '只有文字'],
        ],
      },
      {
        field: 'cancelInUserPaying',
        label: '待支付时取消',
        options: [
          ['allow', '允许'],
          ['refuse', '拒绝'],
        ],
      },
      {
        field: 'payEndpoint',
        label: '商户发起扣款',
        options: [
          ['on', '可用'],
          ['off', '不存在'],
        ],
      },
      {
        field: 'prepaidMessage',
        label: '扣款前消息',
        options: [
          ['on', '可发送'],
          ['off', '未开通'],
        ],
      },
      {
        field: 'sync',
        label: '同步收款结果',
        options: [
          ['normal', '正常'],
          ['unclear', '结果不明'],
        ],
      },
    ],
  },
  {
    title: '退款',
    choices: [
      {
        field: 'refunds',
        label: '退款结果',
        options: [
          ['succeed', '成功'],
          ['closed', '关闭'],
          ['abnormal', '异常'],
        ],
      },
      {
        field: 'refundDelayMs',
        label: '到账',
        options: [
          [secondMs, '1 秒后'],
          [hourMs, '1 小时后'],
          [3 * dayMs, '3 天后'],
        ],
      },
      {
        field: 'merchantBalanceFen',
        label: '商户余额',
        options: [
          [Number.MAX_SAFE_INTEGER, '充足'],
          [0, '¥0.00'],
          [10_000, '¥100.00'],
        ],
      },
    ],
  },
  {
    title: '签名与时钟',
    choices: [
      {
        field: 'answers',
        label: '应答的签名',
        options: [
          ['normal', '正确'],
          ['badSignature', '错误'],
          ['unknownSerial', '未知的序列号'],
          ['staleTimestamp', '十分钟前的'],
          ['unsigned', '没有签名'],
          ['unsignedRefusals', '拒绝时没有签名'],
          ['probe', '下一次为签名探测'],
        ],
      },
      {
        field: 'signWith',
        label: '签名用的密钥',
        options: [
          ['asked', '按请求指定'],
          ['certificate', '平台证书'],
          ['publicKey', '微信支付公钥'],
          ['next', '下一把公钥'],
          ['alternating', '证书与公钥交替'],
          ['unknown', '商户没有的密钥'],
        ],
      },
      {
        field: 'clockAheadMs',
        label: '微信支付的时钟',
        options: [
          [0, '一致'],
          [10 * minuteMs, '快 10 分钟'],
          [-10 * minuteMs, '慢 10 分钟'],
        ],
      },
      {
        field: 'nonceReplay',
        label: '重复的随机串',
        options: [
          ['allow', '接受'],
          ['refuse', '拒绝'],
        ],
      },
      {
        field: 'unknownFields',
        label: '未知的字段',
        options: [
          ['allow', '忽略'],
          ['refuse', '拒绝'],
        ],
      },
    ],
  },
];

/** How all of them usually are. */
export function usualBehaviour(): Readonly<Record<string, string | number>> {
  const choices = behaviourGroups.flatMap((group) => group.choices);
  return Object.fromEntries(
    choices.flatMap(({ field, options: [usual] }) => (usual ? [[field, usual[0]]] : [])),
  );
}
