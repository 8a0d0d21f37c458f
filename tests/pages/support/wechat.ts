import { type Mock, vi } from 'vitest';

/** `wx`, of which a test decides what WeChat answers. */
const wx: Record<string, (...args: never[]) => unknown> = Reflect.get(globalThis, 'wx');

/** Has WeChat answer a question of its own, an address or a message, as a test says. */
export function wechatAnswers(api: string, answer: () => unknown): Mock {
  return vi.spyOn(wx, api).mockImplementation(async () => answer());
}

/** Has the buyer do something on a page of WeChat Pay's, and come back. */
export function atWechatPay(does: () => void): Mock {
  return vi.spyOn(wx, 'openBusinessView').mockImplementation((({
    success,
  }: {
    readonly success: () => void;
  }) => {
    does();
    success();
  }) as never);
}

/** Has the buyer close that page at once. */
export function leavesWechatPay(): Mock {
  return vi
    .spyOn(wx, 'openBusinessView')
    .mockImplementation((({ fail }: { readonly fail: () => void }) => fail()) as never);
}

/** What is kept on the phone, by its key. */
export function stored(): Readonly<Record<string, unknown>> {
  const info = wx['getStorageInfoSync']?.() as { readonly keys: readonly string[] } | undefined;
  return Object.fromEntries((info?.keys ?? []).map((key) => [key, wx['getStorageSync']?.(key as never)]));
}

/** ‹ above the page. */
export function goBack(): void {
  wx['navigateBack']?.();
}
