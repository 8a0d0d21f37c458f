import { type Html, html } from '../../channels/pages/html.ts';
import { type Button, buttons, type Row } from '../../channels/pages/layout.ts';
import { noticeOn } from '../../channels/pages/store.ts';
import { validAgreement } from '../agreements/agreement.ts';
import { app } from '../app.ts';
import { admissionRefusal } from '../risk.ts';
import { serviceOf } from '../services.ts';
import type { StandIn } from '../stand-in.ts';
import { userOf } from '../users.ts';
import type { Page } from './page.ts';

/** How far a user is from having the service: it is open, or he is refused, or he has to be verified, or to agree. */
export type Step = 'open' | 'refused' | 'verify' | 'agree';

export function stepOf(standIn: StandIn, page: Page, openId: string, serviceId: string): Step {
  if (validAgreement(standIn, openId, serviceId)) return 'open';
  if (admissionRefusal(standIn, openId, serviceOf(standIn, serviceId)) !== null) return 'refused';
  return page.verified ? 'agree' : 'verify';
}

/** Who opens what, with whom, and whether his score suffices. */
export function openingRows(standIn: StandIn, openId: string, serviceId: string): readonly Row[] {
  const { name, admissionScore } = serviceOf(standIn, serviceId);
  const { score } = userOf(standIn, openId);
  const suffices = score >= admissionScore ? '已达到' : '未达到';
  return [
    { name: '登录账号', value: openId },
    { name: '商户', value: app.merchantName },
    { name: '服务', value: name },
    { name: '芝麻分', value: `${score}（需${admissionScore}分及以上，${suffices}）` },
  ];
}

/** What the user reads and taps at a step. `confirm` is what he confirms in the end. */
export function stepContent(
  standIn: StandIn,
  step: Step,
  {
    openId,
    serviceId,
    confirm,
  }: { readonly openId: string; readonly serviceId: string; readonly confirm: string },
): Html {
  const leave: Button = { action: 'leave', text: step === 'refused' ? '返回商户' : '取消' };
  switch (step) {
    case 'refused': {
      const why = admissionRefusal(standIn, openId, serviceOf(standIn, serviceId));
      return html`<p role="alert">暂时无法开通：${why}。</p>${buttons([leave])}`;
    }
    case 'verify':
      return html`<p>开通前需要验证您的身份。</p>
${buttons([{ action: 'verify', text: '刷脸验证', main: true }, leave])}`;
    case 'agree':
      return html`<p>身份已验证。</p>${agreementText}
${buttons([{ action: 'confirm', text: confirm, main: true }, leave], tick)}`;
    case 'open':
      return html`<p>您已开通此服务。</p>${buttons([{ action: 'confirm', text: confirm, main: true }, leave])}`;
  }
}

export const verify = ({ state }: StandIn, page: Page): void => {
  state.pages.set(page.id, { ...page, verified: true, notice: null });
};

/** Whether the user may go on; else the page tells him what is missing. */
export function mayConfirm(standIn: StandIn, page: Page, step: Step, form: URLSearchParams): boolean {
  const missing = missingAt(step, form);
  if (missing !== null) noticeOn(standIn.state.pages, page, missing);
  return missing === null;
}

function missingAt(step: Step, form: URLSearchParams): string | null {
  if (step === 'refused') return '暂时无法开通此服务。';
  if (step === 'verify') return '请先完成身份验证。';
  return step === 'agree' && form.get('agreed') !== 'yes' ? '请先阅读并同意服务协议。' : null;
}

const agreementText = html`<h2>芝麻先享服务协议（本地模拟）</h2>
<p>一、开通后，您可以在商户先下单、后付款，由支付宝在约定的时间扣款。</p>
<p>二、扣款失败时支付宝会继续尝试；超过约定时间仍未成功的，由芝麻信用先行向商户垫付，您应向芝麻信用偿还。</p>
<p>三、您可以随时关闭此服务；存在履约中的订单时，需待订单完结后才能关闭。</p>`;

/** It starts empty. */
const tick = html`<label><input type="checkbox" name="agreed" value="yes"> 我已阅读并同意《芝麻先享服务协议》</label>`;
