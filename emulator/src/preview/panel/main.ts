import './styles/index.css';
import { get } from './api.ts';
import { buildStatus } from './build-status.ts';
import { createCallLog } from './calls/index.ts';
import { createClock } from './clock.ts';
import { followCollections, labelOf } from './database/collections.ts';
import { createDatabasePane } from './database/index.ts';
import { h } from './dom.ts';
import { createFaultsCard } from './faults/index.ts';
import { redrawWhenFontsCome } from './fonts.ts';
import { listen } from './live.ts';
import type { BuildState, PreviewState } from './model.ts';
import { personOf, shortName } from './people.ts';
import { createPhones } from './phone/phones.ts';
import { fitPhones } from './phone/scale.ts';
import { resetButton } from './reset.ts';
import { Signal } from './signal.ts';
import { createToasts } from './toasts.ts';
import { followChannel } from './wechatpay/channel.ts';
import { createWechatpayCard } from './wechatpay/index.ts';
import { createWorkbench } from './workbench.ts';

redrawWhenFontsCome();
const toasts = createToasts();
document.body.append(toasts.element);
void toasts.attempt(async () => open(await get<PreviewState>('/_preview/state')));

function open(state: PreviewState): void {
  const live = listen('/_emulator/events');
  const build = new Signal<BuildState>(state);
  const collections = followCollections(live);
  const channel = followChannel(live, toasts);
  const phones = createPhones(state, build, toasts);
  const callCollection = (name: string): string =>
    labelOf(collections.value.find((each) => each.name === name) ?? { name, description: null });

  live.onBuild((next) => build.set(next));
  live.connection.follow(async (connection) => {
    document.body.classList.toggle('disconnected', connection === 'lost');
    if (connection === 'connected')
      await toasts.attempt(async () => build.set(await get<PreviewState>('/_preview/state')));
  });
  const clock = createClock({ live, toasts, labelOf: callCollection, onMoved: () => phones.refresh() });
  const workbench = createWorkbench(clock, [
    {
      name: 'controls',
      label: '支付与故障',
      content: h(
        'div',
        { class: 'cards' },
        createWechatpayCard(channel, phones, toasts),
        createFaultsCard(live, toasts, collections),
      ),
    },
    {
      name: 'calls',
      label: '函数调用',
      content: createCallLog(live, toasts, (openid) => shortName(personOf(state.personas, openid))),
    },
    { name: 'database', label: '数据库', content: createDatabasePane({ live, toasts, phones, collections }) },
  ]);
  document.body.prepend(
    h(
      'header',
      { class: 'top' },
      h('h1', {}, '小程序预览', h('span', { class: 'project' }, state.project)),
      buildStatus(build),
      h('span', { class: 'lost', role: 'status' }, '连接已断开，正在重连…'),
      h(
        'div',
        { class: 'top-side' },
        resetButton(toasts, () => phones.reload()),
      ),
    ),
    h('main', { class: 'desk' }, phones.element, workbench),
  );
  fitPhones(phones.element);
}
