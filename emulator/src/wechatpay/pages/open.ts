import { ChannelRefusal, FieldError } from '../../channels/refusal.ts';
import { isJsonObject } from '../../http/body.ts';
import { type Checked, oneOf, optional, type Rule, record, text } from '../fields.ts';
import { merchant } from '../merchant.ts';
import { usePackage } from '../orders/user.ts';
import { applicationOf } from '../permissions.ts';
import type { StandIn } from '../stand-in.ts';
import { isSigned } from './business-sign.ts';
import { openPage } from './page.ts';

/** Checked by each view itself, because what is wrong with it is told to the mini-program. */
const anything: Rule<Readonly<Record<string, unknown>>> = {
  check(value, path) {
    if (!isJsonObject(value)) throw new FieldError(path, 'must be an object');
    return value;
  },
};

export const openBusinessViewFields = record(
  {
    businessType: text(32),
    extraData: anything,
    /** The mini-program that calls; the merchant's own if left out. */
    appid: optional(text(32)),
    /** Its user. */
    openid: text(128),
  },
  { exact: true },
);

type Call = Checked<typeof openBusinessViewFields>;

/** What the mini-program hears instead of a page. */
class Failure extends Error {
  constructor(
    readonly errCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** The vendor publishes numbers for some failures only; the others have this one. */
const unnumbered = -1;

const views: ReadonlyMap<string, (standIn: StandIn, call: Call) => string> = new Map([
  ['wxpayScoreEnable', openEnable],
  ['wxpayScoreUse', openUse],
  ['wxpayScoreDetail', openDetail],
]);

/**
 * The other side of `wx.openBusinessView`: the path of a page for this user, or the failure as the mini-program
 * sees it. Failures: https://pay.weixin.qq.com/doc/v3/merchant/4012587200
 */
export function openBusinessView(
  standIn: StandIn,
  call: Call,
): { readonly page: string } | { readonly errCode: number; readonly errMsg: string } {
  try {
    const open = views.get(call.businessType);
    if (!open) throw new Failure(unnumbered, 'businessType不存在');
    return { page: open(standIn, call) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { errCode: error.errCode, errMsg: `openBusinessView:fail ${error.message}` };
  }
}

function openEnable(standIn: StandIn, { extraData, openid, appid = merchant.appid }: Call): string {
  const { apply_permissions_token: token } = checked(
    record({ apply_permissions_token: text(300) }),
    extraData,
  );
  const application = applicationOf(standIn, token);
  if (typeof application === 'string') {
    throw new Failure(
      unnumbered,
      application === 'expired' ? '授权请求已过期' : 'apply_permissions_token无效',
    );
  }
  if (application.appid !== appid) throw new Failure(4188, '商户号与appid未配置');
  return openPage(standIn, {
    businessType: 'wxpayScoreEnable',
    openid,
    subject: application.authorizationCode,
  });
}

/** `package` alone is enough; a merchant that signs, as the pages of 2024 show it, must sign rightly. */
function openUse(standIn: StandIn, { extraData, openid, appid = merchant.appid }: Call): string {
  const { package: value } = extraData;
  if (value === undefined || value === null || value === '') throw new Failure(4185, 'package为空');
  if (extraData['sign'] !== undefined) requireSigned(extraData);
  const order = [...standIn.state.orders.values()].find((one) => one.confirmPackage?.value === value);
  if (!order || order.confirmPackage?.used) throw new Failure(4186, 'package错误');
  if (order.fields.appid !== appid) throw new Failure(4108, 'appid与创建订单时不一致');
  if (order.state !== 'CREATED') throw new Failure(unnumbered, '当前订单状态不合法');
  if (order.openid !== null && order.openid !== openid) throw new Failure(unnumbered, '用户与订单不一致');
  standIn.state.orders.set(order.outOrderNo, usePackage(order));
  return openPage(standIn, { businessType: 'wxpayScoreUse', openid, subject: order.outOrderNo });
}

const detailFields = record({
  mch_id: text(32),
  service_id: text(32),
  out_order_no: text(32),
  timestamp: text(10, /^\d{10}$/),
  nonce_str: text(32),
  sign_type: oneOf('HMAC-SHA256'),
  sign: text(64),
});

function openDetail(standIn: StandIn, { extraData, openid }: Call): string {
  const fields = checked(detailFields, extraData);
  requireSigned(extraData);
  const order = standIn.state.orders.get(fields.out_order_no);
  if (order?.fields.service_id !== fields.service_id || order.openid !== openid) {
    throw new Failure(unnumbered, '订单不存在');
  }
  return openPage(standIn, { businessType: 'wxpayScoreDetail', openid, subject: order.outOrderNo });
}

function requireSigned(extraData: Call['extraData']): void {
  if (extraData['mch_id'] !== merchant.mchid || !isSigned(extraData)) {
    throw new Failure(unnumbered, '商户签名校验失败');
  }
}

function checked<T>(fields: Rule<T>, extraData: unknown): T {
  try {
    return fields.check(extraData, 'extraData');
  } catch (error) {
    throw error instanceof ChannelRefusal ? new Failure(unnumbered, error.message) : error;
  }
}
