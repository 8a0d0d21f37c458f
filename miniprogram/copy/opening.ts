/** Words of the page where 先用后付 is opened, step by step. */
export const OPENING = {
  steps: { learn: '了解', agree: '同意', authorise: '微信授权', done: '完成' },

  learnTitle: '先用后付是什么',
  closedBefore: '您之前关闭过先用后付，可以重新开通，额度和关闭前一样。',
  next: '看明白了，下一步',

  agreeTitle: '请您确认两件事',
  termsOutdated:
    '服务条款有更新。请看一看新的条款，同意后才能继续用先用后付下单；已经下的订单仍按原来的约定。',
  adult: '我已年满 18 周岁',
  agree: '同意并开通',

  authoriseTitle: '在微信里授权',
  authoriseHow:
    '接下来微信会打开一个页面。请在那里点同意，再回到这里。授权以后，到了约定的付款日，微信支付才能扣款。',
  ended: '您在微信里解除过授权，需要重新授权一次。',
  unfinished: '还没有完成授权。如果您刚才已经同意，请过一会儿再点一次。',
  authorise: '去微信授权',
  again: '再试一次',

  doneTitle: '已经开通',
  limit: '您的额度',
  use: '去使用',
  backToOrder: '回到订单',
  whereToClose: '想关闭，到「我的」→「我的额度」，点一下、再确认一下，马上关闭。',

  lockedTitle: '未成年人保护开着',
  locked: '保护期间不能用先用后付下新订单。',
  toAccount: '查看未成年人保护',
  notOfferedTitle: '暂时还不能开通',
  otherwise: '用其他方式付款',
  erasingTitle: '正在删除您的信息',
  erasing: '删除完成以后，可以重新开通。',
  toShop: '回到商城',
} as const;

export const OPENING_SAYS = {
  /** What must be known before agreeing, the most important first. */
  points: (days: number) => [
    {
      title: '什么时候付款',
      text: `确认收货后第 ${days} 天，微信支付按下单时的金额扣款一次。扣款前会先告诉您金额和时间。`,
    },
    { title: '额度', text: '开通后会有一个额度，是没付清的订单最多能有多少钱。付清后额度会恢复。' },
    { title: '怎么关闭', text: '到「我的」→「我的额度」，随时可以关闭，马上生效。' },
    { title: '忘了付款怎么办', text: '不收逾期费。没付清时不能再用先用后付下单，额度可能会降低。' },
    { title: '用您的哪些信息', text: '只看您在本店的订单，和微信支付给的「可以」或「不可以」，不告诉别人。' },
  ],
  terms: (termsTitle: string) => `我看过并同意《${termsTitle}》`,
  unlocked: (moment: string) => `已申请关闭保护，${moment} 解除。`,
} as const;

export const OPENING_ERRORS = {
  adult: '请确认您已年满 18 周岁。不满 18 周岁不能使用先用后付。',
  terms: '请看过条款，同意后在方框里打勾。',
  changed: '条款刚刚有更新，请重新看过后再打勾。',
} as const;
