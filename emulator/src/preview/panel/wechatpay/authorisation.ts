import { toggle } from '../controls.ts';
import type { Channel } from './channel.ts';

/** Whether the person has authorised the merchant at WeChat Pay. Switching it is what the person does there. */
export function authorisationView(
  channel: Channel,
  openid: () => string,
): { element: HTMLElement; show(): void } {
  const authorised = toggle('支付分授权（免确认）', (checked) => {
    void channel.act(checked ? 'authorise' : 'close', { openid: openid() });
  });
  return {
    element: authorised.element,
    show() {
      const authorisations = channel.state.value?.authorisations ?? [];
      authorised.checked = authorisations.some(
        ([, each]) => each.openid === openid() && each.state === 'AVAILABLE',
      );
    },
  };
}
