import { vi } from 'vitest';
import type { CreditAccount } from '../../../cloudfunctions/shared/domain/account/account.ts';
import type { Order } from '../../../cloudfunctions/shared/domain/order/order.ts';
import { anAccount, aPolicy, aProduct } from '../../../cloudfunctions/shared/testing/builders.ts';
import { says } from '../../../cloudfunctions/shared/testing/scriptedChannel.ts';
import { World } from '../../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../../emulator/src/preview/runtime/types.ts';
import { type Cloud, cloudOf } from './functions.ts';
import { see, settled, tapOn } from './screen.ts';
import { wechatAnswers } from './wechat.ts';

export const TICK = '我看清了上面的金额和付款时间，同意《条款》';
const ADDRESS = {
  userName: '林小满',
  telNumber: '13800000000',
  provinceName: '福建省',
  cityName: '泉州市',
  countyName: '丰泽区',
  detailInfo: '东海街 1 号',
};

interface Situation {
  /** Null: never opened. */
  readonly account?: Partial<CreditAccount> | null;
  readonly policy?: Parameters<typeof aPolicy>[0];
}

/** The shop that stands, and its functions. */
export let world: World;
export let cloud: Cloud;
export let page: Mounted | null = null;

/** A shop with one product. */
export function aShop({ account = {}, policy = {} }: Situation = {}): void {
  world = new World(account ? { account: anAccount(account) } : {});
  world.policy = aPolicy(policy);
  world.store.seed('products', aProduct());
  world.channel.answers('create', says('running'));
  cloud = cloudOf(world);
  wechatAnswers('chooseAddress', () => ADDRESS);
}

type Mount = (properties: object, query: Record<string, string>) => Mounted;

/** The page that `mount` mounts comes in place of the one that stands. */
export function beginCheckout(mount: Mount, quantity = '1'): void {
  page?.unmount();
  page = mount({}, { id: 'tea-set', quantity });
}

/** The same, and waits until it has read what it shows. */
export async function openCheckout(mount: Mount, quantity = '1'): Promise<void> {
  beginCheckout(mount, quantity);
  await see('付款方式');
}

/** After each test: nothing of it stays for the next one. */
export async function leaveShop(): Promise<void> {
  await settled();
  page?.unmount();
  page = null;
  document.querySelector('mp-layer')?.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  localStorage.clear();
}

/** Everything but the tap on 提交订单. */
export async function fillIn(): Promise<void> {
  await tapOn('使用微信收货地址');
  await see('请选付款方式');
  await tapOn('先用后付');
  await see('想取消怎么办');
  await tapOn(TICK);
}

export function arriveAt(route: RegExp): Promise<void> {
  return vi.waitFor(() => {
    if (!route.test(location.hash)) throw new Error(`the page is ${location.hash}`);
  });
}

export const box = () => document.querySelector('[role="checkbox"]')?.getAttribute('aria-checked');
export const chosenWays = () => document.querySelectorAll('[role="radio"][aria-checked="true"]').length;
export const orders = () => world.store.all<Order>('orders');
