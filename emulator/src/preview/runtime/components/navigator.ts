import { Refusal } from '../pages/refusal.ts';
import { pageStack } from '../pages/stack.ts';
import { setRole } from './accessibility.ts';
import { defineBase } from './base-component.ts';

const moves: Readonly<Record<string, (url: string, delta: number) => void>> = {
  navigate: (url) => void pageStack.navigateTo(url),
  redirect: (url) => void pageStack.redirectTo(url),
  switchTab: (url) => pageStack.switchTab(url),
  reLaunch: (url) => void pageStack.reLaunch(url),
  navigateBack: (_, delta) => pageStack.navigateBack(delta),
};

defineBase({
  tag: 'navigator',
  hoverClass: 'navigator-hover',
  properties: { url: '', openType: 'navigate', delta: 1, target: 'self', appId: '', path: '' },
  create({ element, data, emit, on }) {
    setRole(element, 'link');
    on('tap', () => {
      try {
        moves[data.openType]?.(data.url, data.delta);
        emit('success');
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        const errMsg = `${data.openType}:fail ${refusal.message}`;
        console.error(errMsg);
        emit('fail', { errMsg });
      }
      emit('complete');
    });
    return {};
  },
});
