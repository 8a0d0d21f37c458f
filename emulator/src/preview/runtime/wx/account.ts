import { chooseAddress } from '../dialogs/addresses.ts';
import { showModal } from '../dialogs/modal.ts';
import { askForMessages } from '../dialogs/subscribe.ts';
import { Refusal } from '../pages/refusal.ts';
import { identity } from '../settings/identity.ts';
import { asyncApi } from './api.ts';
import { postJson } from './post-json.ts';

/** WeChat's limit (https://developers.weixin.qq.com/miniprogram/dev/api/open-api/subscribe-message/wx.requestSubscribeMessage.html). */
const mostTemplates = 3;

interface SubscribeMessage {
  readonly tmplIds: readonly string[];
}

/** The user's answer about each message; an accepted one may be sent once. */
async function requestSubscribeMessage({ tmplIds }: SubscribeMessage): Promise<Record<string, string>> {
  if (tmplIds.length === 0 || tmplIds.length > mostTemplates) {
    throw new Refusal('the number of templates is out of range', { errCode: 20003 });
  }
  const accepted = await askForMessages(tmplIds);
  const { openid } = identity();
  for (const templateId of accepted) {
    const grant = { openid, templateId, count: 1 };
    const { ok, body } = await postJson('/_emulator/subscribe-messages/grants', grant);
    if (!ok) throw new Refusal(JSON.stringify(body));
  }
  return Object.fromEntries(tmplIds.map((id) => [id, accepted.includes(id) ? 'accept' : 'reject']));
}

function explain(content: string): Promise<unknown> {
  return showModal({ title: '预览', content, showCancel: false });
}

export const account = {
  login: asyncApi('login', () => ({ code: `preview-${identity().openid ?? 'nobody'}` })),
  checkSession: asyncApi('checkSession', () => {}),
  getSetting: asyncApi('getSetting', () => ({ authSetting: {}, subscriptionsSetting: { mainSwitch: true } })),
  openSetting: asyncApi('openSetting', async () => {
    await explain('在微信中，这里打开小程序的设置页。');
    return { authSetting: {} };
  }),
  chooseAddress: asyncApi('chooseAddress', async () => {
    const address = await chooseAddress();
    if (!address) throw new Refusal('cancel');
    return { ...address };
  }),
  requestSubscribeMessage: asyncApi('requestSubscribeMessage', requestSubscribeMessage),
  makePhoneCall: asyncApi('makePhoneCall', async ({ phoneNumber }: { readonly phoneNumber: string }) => {
    await explain(`在微信中，这里拨打 ${phoneNumber}。`);
  }),
  openCustomerServiceChat: asyncApi('openCustomerServiceChat', async () => {
    await explain('在微信中，这里打开客服会话。');
  }),
  navigateToMiniProgram: asyncApi('navigateToMiniProgram', async ({ appId }: { readonly appId: string }) => {
    await explain(`在微信中，这里打开小程序 ${appId}。`);
  }),
};
