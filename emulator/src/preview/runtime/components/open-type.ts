import type { glassEasel } from 'glass-easel-miniprogram-adapter';

import { showModal } from '../dialogs/modal.ts';
import { share } from '../dialogs/share.ts';
import { pageStack } from '../pages/stack.ts';

type Emit = (name: string, detail?: object) => void;

type Capability = (button: glassEasel.GeneralComponent, emit: Emit) => void;

function explain(content: string): void {
  void showModal({ title: '预览', content, showCancel: false });
}

const capabilities: Readonly<Record<string, Capability>> = {
  share(button) {
    const { top } = pageStack;
    if (top) void share(top, { from: 'button', target: { id: button.id, dataset: button.dataset } });
  },
  contact(_, emit) {
    explain('在微信中，这里打开客服会话。');
    emit('contact', { path: pageStack.top?.path ?? '', query: pageStack.top?.query ?? {} });
  },
  feedback() {
    explain('在微信中，这里打开意见反馈页。');
  },
  openSetting(_, emit) {
    explain('在微信中，这里打开小程序的设置页。');
    emit('opensetting', { errMsg: 'openSetting:ok', authSetting: {} });
  },
  getPhoneNumber(_, emit) {
    explain('预览中没有手机号。');
    emit('getphonenumber', { errMsg: 'getPhoneNumber:fail user deny' });
  },
};

/** What a button of this `open-type` opens in WeChat, or says that it would. */
export function openCapability(type: string, button: glassEasel.GeneralComponent, emit: Emit): void {
  const open = capabilities[type];
  if (open) open(button, emit);
  else explain(`预览中没有 open-type="${type}"。`);
}
