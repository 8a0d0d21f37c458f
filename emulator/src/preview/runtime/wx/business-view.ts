import { showBusinessView } from '../dialogs/business-view.ts';
import { enterForeground, leaveForeground } from '../foreground.ts';
import { Refusal } from '../pages/refusal.ts';
import { identity } from '../settings/identity.ts';
import { asyncApi } from './api.ts';
import { postJson } from './post-json.ts';

interface BusinessView {
  readonly businessType: string;
  readonly extraData?: Readonly<Record<string, unknown>>;
}

/** WeChat Pay's own mini-program for 支付分, and the scene of coming back from another. */
const payscoreAppId = 'wxd8f3793ea3b935b8';
const returnScene = 1038;

/** The page for this user. @throws Refusal with WeChat's errCode when what is handed over is wrong */
async function openPage({ businessType, extraData = {} }: BusinessView): Promise<string> {
  const { appId, openid } = identity();
  const asked = { businessType, extraData, appid: appId, openid };
  const { body } = await postJson('/_emulator/wechatpay/openBusinessView', asked);
  const answer = body as {
    readonly page?: string;
    readonly errCode?: unknown;
    readonly errMsg?: unknown;
  } | null;
  if (answer?.page) return answer.page;
  const reason = String(answer?.errMsg ?? '').replace(/^openBusinessView:fail ?/, '');
  throw new Refusal(reason, { errCode: answer?.errCode ?? -1 });
}

/**
 * Another mini-program takes the foreground, and gives it back with what the user did there. That proves nothing:
 * only the channel's own answer does.
 */
async function openBusinessView(options: BusinessView) {
  const page = await openPage(options);
  leaveForeground();
  const { errCode, extraData } = await showBusinessView(page);
  enterForeground({ scene: returnScene, referrerInfo: { appId: payscoreAppId, extraData } });
  if (errCode !== 0) throw new Refusal('cancel', { errCode, extraData });
  return { errCode: String(errCode), extraData };
}

export const businessView = { openBusinessView: asyncApi('openBusinessView', openBusinessView) };
