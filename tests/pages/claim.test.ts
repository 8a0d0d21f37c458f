import { mount } from 'virtual:miniprogram/pages/claim/claim';
import { mount as mountOrder } from 'virtual:miniprogram/pages/order/order';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { aLine, later, ORDER, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import {
  BY_BUYER,
  BY_OPERATOR,
  CHARGE_AT,
  lived,
  orderIn,
} from '../../cloudfunctions/shared/testing/lives.ts';
import { World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { tap } from '../../emulator/src/preview/testing/page.ts';
import { type Cloud, cloudOf } from './support/functions.ts';
import { happens, see, shown, tapOn } from './support/screen.ts';

const goods = [
  aLine({ quantity: 2, unitPriceFen: 5_000, amountFen: 10_000 }),
  aLine({ productId: 'rice', title: '大米', unitPriceFen: 6_800, amountFen: 6_800 }),
];

let world: World;
let cloud: Cloud;
let page: Mounted | null = null;

function prepare(order: Order): void {
  world = new World({ order });
  world.now = later(CHARGE_AT, -86_400_000);
  cloud = cloudOf(world);
}

async function open(order: Order): Promise<void> {
  prepare(order);
  page = mount({}, { id: ORDER });
  await see('遇到了什么问题？');
}

/** One piece less of the goods that stand at this place. */
function keepOne(place: number): void {
  const minus = document.querySelectorAll('.t-stepper__minus')[place];
  if (!minus) throw new Error('there is no button for less');
  tap(minus);
}

/** A second tap that WeChat has taken before it drew the button as disabled. */
const submitBeforeItIsDrawn = () => happens(page, 'submit');

function typeAmount(text: string): void {
  const field = document.querySelector('input[inputmode="decimal"], input');
  if (!(field instanceof HTMLInputElement)) throw new Error('there is no field for the amount');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const asked = () => cloud.callsOf('handleReturn');

afterEach(() => {
  page?.unmount();
  page = null;
  document.querySelector('mp-layer')?.remove();
  vi.unstubAllGlobals();
});

describe('asking for a return or a dispute', () => {
  test('says what happens with the money before it is handed in', async () => {
    await open(orderIn('received'));
    await tapOn('退货退款');
    await see('提交后立即暂停扣款');
    expect(shown()).toContain('商家若没有按时答复，视为同意您的申请');
  });

  test('waits for a reason', async () => {
    await open(orderIn('received'));
    await tapOn('没收到货');
    await tapOn('提交申请');
    await see('请选择或写下原因');
    expect(asked()).toEqual([]);
  });

  test('names the goods that come back, and is handed in once however often it is tapped', async () => {
    await open(orderIn('received', { lines: goods }));
    await tapOn('退货退款');
    await see('所选商品 ¥168.00');
    keepOne(0);
    await see('所选商品 ¥118.00');
    await tapOn('发错了');
    const release = cloud.holdNext();
    await tapOn('提交申请');
    submitBeforeItIsDrawn();
    release();
    await see('退货退款：等商家答复');
    expect(location.hash).toBe(`#/pages/order/order?id=${ORDER}`);
    expect(asked()).toEqual([
      {
        step: 'request',
        kind: 'return',
        orderId: ORDER,
        reason: '发错了',
        items: [
          { productId: 'tea-set', quantity: 1 },
          { productId: 'rice', quantity: 1 },
        ],
      },
    ]);
    expect(world.order()).toMatchObject({ claim: { stage: 'requested', amountFen: 11_800 }, notice: null });
  });

  test('asks for no more than is to be paid', async () => {
    await open(orderIn('received'));
    await tapOn('商品有问题');
    typeAmount('168.01');
    await see('最多填 ¥168.00');
    await tapOn('有破损');
    await tapOn('提交申请');
    expect(asked()).toEqual([]);
    typeAmount('30');
    await tapOn('提交申请');
    await see('商品有问题：等商家答复');
    expect(world.order().claim?.amountFen).toBe(3_000);
  });

  test('offers only the goods that have not come back', async () => {
    const claim = { kind: 'return', amountFen: 5_000, payableFen: 16_800 } as const;
    const items = [{ productId: 'tea-set', quantity: 1 }];
    const resumed = { chargeAt: CHARGE_AT, dueAt: null, payBy: null } as const;
    const wish = { reason: '不想要了', deadline: CHARGE_AT, items, ...claim };
    await open(
      lived(
        [
          { type: 'claimRequested', at: T0, by: BY_BUYER, ...wish },
          { type: 'claimDone', at: T0, by: BY_OPERATOR, payableFen: 11_800, note: '', ...resumed },
        ],
        orderIn('received', { lines: goods }),
      ),
    );
    await tapOn('退货退款');
    await vi.waitFor(() => keepOne(1));
    await tapOn('不想要了');
    await tapOn('提交申请');
    await see('退货退款：等商家答复');
    expect(world.order().claim?.amountFen).toBe(5_000);
  });

  test('offers what the server says can be claimed, and a way back where that is nothing', async () => {
    prepare(orderIn('cancelled'));
    page = mount({}, { id: ORDER });
    await see('现在不能申请退货或售后');
    await tapOn('返回订单');
    await see('订单已取消');
  });

  test('leads back to the order that the buyer came from', async () => {
    prepare(orderIn('shipped'));
    page = mountOrder({}, { id: ORDER });
    await tapOn('退货/售后');
    await tapOn('没收到货');
    await tapOn('包裹丢了');
    await tapOn('提交申请');
    await see('没收到货：等商家答复');
    expect(getPages()).toEqual(['pages/order/order']);
  });
});

function getPages(): readonly unknown[] {
  const pages: () => readonly { readonly route: string }[] = Reflect.get(globalThis, 'getCurrentPages');
  return pages().map(({ route }) => route);
}
