import type { Buyer } from '../../local/buyer.ts';
import type { LocalCloudBase } from '../../local/client.ts';

/** What a page of Alipay's shows at one moment. */
export interface Shown {
  readonly title: string;
  /** The value beside each label. */
  readonly rows: ReadonlyMap<string, string>;
  /** Its first sentence. */
  readonly said: string;
  /** An agreement to be read on it, if there is one. */
  readonly agreement: { readonly title: string; readonly clauses: number };
  /** The box beneath it. */
  readonly box: { readonly text: string; readonly state: 'empty' | 'ticked' };
  /** What stands on the button of each action. */
  readonly buttons: ReadonlyMap<string, string>;
}

/** A page of Alipay's own that a buyer has before him. */
export class AlipayPage {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  /** Opens it as Alipay's app would. @throws Error if Alipay does not show it */
  static async open(
    cloud: LocalCloudBase,
    { openid }: Buyer,
    asked: Readonly<Record<string, string | undefined>>,
  ): Promise<AlipayPage> {
    const { page, error } = (await cloud.post('/_emulator/alipay/openView', {
      openId: openid,
      ...asked,
    })) as {
      readonly page?: string;
      readonly error?: { readonly message: string };
    };
    if (page === undefined) throw new Error(error?.message);
    return new AlipayPage(cloud.origin + page);
  }

  async look(): Promise<Shown> {
    return shownIn(await (await fetch(this.#address)).text());
  }

  /** Taps a button, and looks at what the page says to that. */
  async press(action: string, fields: Readonly<Record<string, string>> = {}): Promise<Shown> {
    const body = new URLSearchParams({ action, ...fields });
    return shownIn(await (await fetch(this.#address, { method: 'POST', body })).text());
  }
}

function shownIn(html: string): Shown {
  const first = (pattern: RegExp) => pattern.exec(html)?.[1] ?? '';
  const pairs = (pattern: RegExp) =>
    new Map([...html.matchAll(pattern)].map(([, name = '', value = '']) => [name, value]));
  const [, beneath = ''] = html.split('</h2>');
  const [, attributes = '', boxText = ''] =
    /<input type="checkbox"([^>]*)>\s*(.*?)<\/label>/.exec(html) ?? [];
  return {
    title: first(/<h1>(.*?)<\/h1>/),
    rows: pairs(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g),
    said: first(/<p(?: [^>]*)?>(.*?)<\/p>/),
    agreement: {
      title: first(/<h2>(.*?)<\/h2>/),
      clauses: [...(beneath.split('<form')[0]?.matchAll(/<p>/g) ?? [])].length,
    },
    box: { text: boxText, state: attributes.includes('checked') ? 'ticked' : 'empty' },
    buttons: pairs(/<button name="action" value="(.*?)"[^>]*>(.*?)<\/button>/g),
  };
}
