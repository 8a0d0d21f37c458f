const KEY = 'largeType';
/** WeChat's own setting goes from 15 to 23 px in most phones; its middle is 17. */
const LARGE_FROM_PX = 20;

/** A component that shows itself in the type that is chosen. */
interface Follower {
  setData(data: { readonly large: boolean }): void;
}

const followers = new Set<Follower>();

/** Whether the pages use large type: as the buyer chose here, else as he set it in WeChat. */
export function isLargeType(): boolean {
  const chosen: unknown = wx.getStorageSync(KEY);
  if (typeof chosen === 'boolean') return chosen;
  return (wx.getAppBaseInfo().fontSizeSetting ?? 0) >= LARGE_FROM_PX;
}

/** Every page that is open follows at once. */
export function chooseLargeType(on: boolean): void {
  wx.setStorageSync(KEY, on);
  for (const follower of followers) follower.setData({ large: on });
}

/** Sets the follower's `large`, now and whenever it is chosen anew. */
export function followLargeType(follower: Follower): void {
  followers.add(follower);
  follower.setData({ large: isLargeType() });
}

export function leaveLargeType(follower: Follower): void {
  followers.delete(follower);
}
