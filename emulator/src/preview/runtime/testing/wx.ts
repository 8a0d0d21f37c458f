type Api = (options?: object) => Promise<Record<string, unknown>>;

/** An API of `wx`, as a page calls it without callbacks. */
export function wxApi(name: string): Api {
  return Reflect.get(Reflect.get(globalThis, 'wx') as object, name) as Api;
}

/** The button of what is laid over the page. */
export function layerButton(text: string): HTMLElement {
  const buttons = [...document.querySelectorAll<HTMLElement>('mp-layer button')];
  const found = buttons.find((button) => button.textContent?.includes(text));
  if (!found) throw new Error(`no button says "${text}": ${document.querySelector('mp-layer')?.textContent}`);
  return found;
}

interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

/** Answers every fetch, and keeps what was asked. */
export function playServer(answer: (path: string) => Answer) {
  const asked: { path: string; body: unknown; headers: Readonly<Record<string, string>> }[] = [];
  globalThis.fetch = (async (path: string, init: RequestInit = {}) => {
    const headers = (init.headers ?? {}) as Record<string, string>;
    asked.push({ path, body: init.body ? JSON.parse(String(init.body)) : null, headers });
    const { status = 200, body } = answer(path);
    return new Response(JSON.stringify(body), { status });
  }) as typeof fetch;
  return asked;
}

/** Logs this user in. */
export function logIn(openid: string | null): void {
  Reflect.set(globalThis, 'miniprogramPreview', { openid, appId: 'wxapp' });
}
