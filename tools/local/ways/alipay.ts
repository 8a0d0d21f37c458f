import type { ChannelView } from '../../../cloudfunctions/shared/channels/channel.ts';
import type { FunctionName } from '../../../cloudfunctions/shared/contract/functions.ts';
import type { LocalCloudBase } from '../client.ts';
import { answerIn, type Visitor, type Way } from './way.ts';

/** Over HTTP: the app logs its user in with a code of Alipay's, and shows the session at each call. */
export const alipayWay: Way = {
  channel: 'alipay',
  name: 'Alipay',
  servedBy: () => 'alipay',
  visitor: (cloud, openid) => new AlipayVisitor(cloud, openid),
};

class AlipayVisitor implements Visitor {
  readonly #cloud: LocalCloudBase;
  readonly #openId: string;
  #session: Promise<string> | null = null;

  constructor(cloud: LocalCloudBase, openId: string) {
    this.#cloud = cloud;
    this.#openId = openId;
  }

  async ask(name: FunctionName, input: unknown) {
    const response = await this.#call(name, input);
    if (response.status !== 401) return answerIn(name, response);
    // The session is over; nothing of the call was looked at.
    this.#session = null;
    return answerIn(name, await this.#call(name, input));
  }

  async authorise({ extraData }: ChannelView): Promise<void> {
    await this.#act('sign', { signStr: extraData['signStr'] });
  }

  async confirm({ extraData }: ChannelView): Promise<void> {
    await this.#act('confirm', { signStr: extraData['signStr'] });
  }

  async setBalance(balanceFen: number): Promise<void> {
    await this.#act('wallet', { balanceFen });
  }

  async #call(name: FunctionName, input: unknown): Promise<Response> {
    return postAlipay(this.#cloud, `call/${name}`, input, await this.#token());
  }

  /** Taps at the same moment share one login; one that failed is forgotten. */
  #token(): Promise<string> {
    this.#session ??= logInWithAlipay(this.#cloud, this.#openId).catch((error: unknown) => {
      this.#session = null;
      throw error;
    });
    return this.#session;
  }

  async #act(name: string, what: object): Promise<void> {
    await this.#cloud.post(`/_emulator/alipay/${name}`, { openId: this.#openId, ...what });
  }
}

/** The token of a new session. @throws Error if the user is not let in */
export async function logInWithAlipay(cloud: LocalCloudBase, openId: string): Promise<string> {
  const { authCode } = await newAuthCode(cloud, openId);
  const response = await postAlipay(cloud, 'session', { authCode });
  const answer = (await response.json()) as {
    readonly ok?: boolean;
    readonly data?: { readonly token: string };
  };
  if (!answer.data) throw new Error(`the login failed: ${response.status} ${JSON.stringify(answer)}`);
  return answer.data.token;
}

/** What `my.getAuthCode` gives the app, for one login. */
export async function newAuthCode(cloud: LocalCloudBase, openId: string) {
  return (await cloud.post('/_emulator/alipay/auth-codes', { openId })) as { readonly authCode: string };
}

/** A request to the door for Alipay's users. */
export function postAlipay(
  cloud: LocalCloudBase,
  path: string,
  body: unknown,
  token?: string,
): Promise<Response> {
  return fetch(`${cloud.origin}/http/alipay/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  });
}
