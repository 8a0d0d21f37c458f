import { CHECKOUT_ERRORS } from '../copy/checkout';

/** Where the goods go, as the buyer filled it in. */
export interface Delivery {
  readonly recipient: string;
  readonly phone: string;
  readonly address: string;
}

const KEY = 'delivery';

/** The address of the last order, which stays on this phone. How that order was paid is kept nowhere. */
export function rememberedDelivery(): Delivery {
  const kept: Partial<Delivery> | '' = wx.getStorageSync(KEY);
  const { recipient = '', phone = '', address = '' } = kept || {};
  return { recipient, phone, address };
}

export function rememberDelivery(delivery: Delivery): void {
  wx.setStorageSync(KEY, delivery);
}

/** A buyer who has himself erased does not stay on his phone either. */
export function forgetDelivery(): void {
  wx.removeStorageSync(KEY);
}

/** Lets the buyer choose one of his addresses in WeChat; null if he did not, or does not let us have it. */
export async function chooseDelivery(): Promise<Delivery | null> {
  try {
    const { userName, telNumber, provinceName, cityName, countyName, detailInfo } = await wx.chooseAddress();
    return {
      recipient: userName,
      phone: telNumber,
      address: provinceName + cityName + countyName + detailInfo,
    };
  } catch (error) {
    const { errMsg = '' } = error as { readonly errMsg?: string };
    if (!errMsg.endsWith('cancel')) wx.showToast({ title: CHECKOUT_ERRORS.wechatAddress, icon: 'none' });
    return null;
  }
}
