import type { ChannelView } from '../../cloudfunctions/shared/channels/channel.ts';
import type { OverTheWire } from '../../cloudfunctions/shared/contract/overTheWire.ts';
import { COMMON } from '../copy/common';
import { callFailure } from './failure';

/**
 * Opens the channel's own page and waits until the buyer comes back. What he did there only the channel knows: read
 * the order or the account afterwards. False where he left at once or the page did not open, which proves nothing either.
 * @throws CallFailure where this version of WeChat is too old for such pages
 */
export async function openChannelPage({
  businessType,
  extraData,
}: OverTheWire<ChannelView>): Promise<boolean> {
  const { openBusinessView } = wx;
  if (!openBusinessView) throw callFailure('CHANNEL_UNAVAILABLE', COMMON.wechatTooOld);
  return new Promise<boolean>((resolve) => {
    openBusinessView({
      businessType,
      extraData,
      success: () => resolve(true),
      fail: () => resolve(false),
    });
  });
}
