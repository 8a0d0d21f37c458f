interface Identity {
  /** Who is logged in; null = nobody, as before `wx.login` of a visitor. */
  readonly openid: string | null;
  readonly appId: string;
}

/** Who uses this phone, and which mini-program it is. The page that loads the runtime says so. */
export function identity(): Identity {
  const given: Partial<Identity> = Reflect.get(globalThis, 'miniprogramPreview') ?? {};
  return { openid: given.openid ?? null, appId: given.appId ?? '' };
}
