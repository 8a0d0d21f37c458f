import type { ChannelView } from '../../../cloudfunctions/shared/channels/channel.ts';
import type { FunctionName } from '../../../cloudfunctions/shared/contract/functions.ts';
import type { LocalCloudBase } from '../client.ts';
import { answerIn, type Visitor, type Way } from './way.ts';

/** Through WeChat, which tells every function who calls. */
export const wechatpayWay: Way = {
  channel: 'wechatpay',
  name: 'WeChat Pay',
  servedBy: (name) => name,
  visitor: (cloud, openid) => new WechatVisitor(cloud, openid),
};

class WechatVisitor implements Visitor {
  readonly #cloud: LocalCloudBase;
  readonly #openid: string;

  constructor(cloud: LocalCloudBase, openid: string) {
    this.#cloud = cloud;
    this.#openid = openid;
  }

  async ask(name: FunctionName, input: unknown) {
    const headers = { 'x-wx-openid': this.#openid };
    return answerIn(name, await this.#cloud.callRaw(name, JSON.stringify(input), headers));
  }

  async authorise({ extraData }: ChannelView): Promise<void> {
    await this.#act('authorise', { token: extraData['apply_permissions_token'] });
  }

  async confirm({ extraData }: ChannelView): Promise<void> {
    await this.#act('confirm', { package: extraData['package'] });
  }

  async setBalance(balanceFen: number): Promise<void> {
    await this.#act('wallet', { balanceFen });
  }

  async #act(name: string, what: object): Promise<void> {
    await this.#cloud.post(`/_emulator/wechatpay/${name}`, { openid: this.#openid, ...what });
  }
}
