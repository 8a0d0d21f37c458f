import { type Checked, oneOf, optional, record, text } from '../../channels/fields.ts';
import { defaultServiceId } from '../app.ts';
import { Refusal } from '../errors.ts';
import { openId } from '../fields.ts';
import { orderByNo } from '../orders/order.ts';
import { serviceOf } from '../services.ts';
import type { StandIn } from '../stand-in.ts';
import { openPage, type Purpose } from './page.ts';
import { signedPurpose } from './signed.ts';

export const openViewFields = record(
  {
    openId,
    /** What the merchant signed: what follows `?` in the link of `pageExecute`. */
    signStr: optional(text(8192)),
    /** The same inside the link that opens the Alipay app, as the merchant's page navigates to. */
    scheme: optional(text(16_384)),
    /** A page of Alipay's own. */
    view: optional(oneOf('agreement', 'order')),
    serviceId: optional(text(28)),
    outOrderNo: optional(text(64)),
  },
  { exact: true },
);

type Asked = Checked<typeof openViewFields>;

/** What happens inside Alipay: the path of a page for this user, or why there is none. */
export function openView(
  standIn: StandIn,
  asked: Asked,
): { readonly page: string } | { readonly error: { readonly subCode: string; readonly message: string } } {
  try {
    return { page: openPage(standIn, asked.openId, purposeOf(standIn, asked)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: { subCode: error.subCode, message: error.message } };
  }
}

function purposeOf(standIn: StandIn, asked: Asked): Purpose {
  const { signStr, scheme, view, serviceId = defaultServiceId, outOrderNo = '', openId: user } = asked;
  if (scheme !== undefined) return signedPurpose(standIn, signStrOf(scheme));
  if (signStr !== undefined) return signedPurpose(standIn, signStr);
  if (view === 'order') {
    const order = orderByNo(standIn, outOrderNo);
    if (order?.openId !== user) throw new Refusal('ORDER_NOT_EXIST');
    return { view, creditBizOrderId: order.creditBizOrderId };
  }
  if (view === undefined) throw new Refusal('INVALID_PARAMETER', 'signStr, scheme or view is missing');
  serviceOf(standIn, serviceId);
  return { view, serviceId };
}

/** `alipays://platformapi/startapp?appId=20000067&url=<page>?signStr=…`. @throws Refusal */
function signStrOf(scheme: string): string {
  const outer = URL.canParse(scheme) ? new URL(scheme) : null;
  const page = outer?.searchParams.get('url') ?? '';
  const inner = URL.canParse(page) ? new URL(page) : null;
  const signStr = inner?.searchParams.get('signStr');
  const isZhima = outer?.protocol === 'alipays:' && outer.searchParams.get('appId') === '20000067';
  if (!isZhima || inner?.host !== 'render.alipay.com' || !signStr) {
    throw new Refusal('INVALID_PARAMETER', 'the scheme is not that of a 芝麻先享 page');
  }
  return signStr;
}
