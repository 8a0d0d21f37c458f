import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AGREEMENT_ID, METHODS, OPENID, refused, SAYS, ZMCB } from '../../testing/alipayAnswers.ts';
import { anAlipayConfig, requestAt } from '../../testing/alipayPeer.ts';
import { anAccount, anAttempt, later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { ScriptedServer } from '../../testing/scriptedServer.ts';
import { World } from '../../testing/world.ts';
import type { Services } from '../../usecases/services.ts';
import { TIMER_ACTIONS } from '../../usecases/time/timerActions.ts';
import { alipayChannel } from './alipay.ts';

const server = new ScriptedServer();
let gateway: string;
let world: World;
let services: Services;

beforeAll(async () => {
  gateway = `${await server.start()}/gateway.do`;
});
afterAll(() => server.stop());
beforeEach(() => {
  const channel = alipayChannel(anAlipayConfig({ gateway, agreement: 'each' }));
  world = new World({
    order: orderIn('approved', { channel: 'alipay', channelOrderId: ORDER, attempt: null }),
    account: anAccount({
      holds: { [ORDER]: { amountFen: 16_800, state: 'held', at: T0 } },
      runningOrders: 1,
    }),
  });
  services = { ...world.services, channel: async () => channel };
});

const methods = () => server.asked.map((_one, index) => requestAt(server, index).method);

/** Alipay knows such an order only once its buyer has confirmed it on the page. */
describe('an order that its buyer has not confirmed', () => {
  it('is cancelled in time, though Alipay knows nothing of it', async () => {
    server.answers(refused('orderQuery', 'ORDER_NOT_EXIST'));
    await TIMER_ACTIONS.cancelUnaccepted(services, world.order());
    expect(world.order()).toMatchObject({ state: 'cancelled', attempt: { askAt: later(T0, 86_400_000) } });
    expect(methods()).toEqual([METHODS.orderQuery, METHODS.orderQuery]);
  });

  it('is accepted in time, if he has and nobody told', async () => {
    server.answers(SAYS.order(), SAYS.noTrade(), SAYS.agreement());
    await TIMER_ACTIONS.cancelUnaccepted(services, world.order());
    expect(world.order()).toMatchObject({
      state: 'accepted',
      channelOrderId: ZMCB,
    });
  });

  it('awaits him, if it is not known whether the page was ever shown', async () => {
    const request = alipayChannel(anAlipayConfig({ agreement: 'each' })).createRequest({
      orderId: ORDER,
      amountFen: 16_800,
      lines: [],
      agreementCode: null,
    });
    const attempt = anAttempt('create', { request });
    world.store.seed('orders', orderIn('approved', { channel: 'alipay', channelOrderId: null, attempt }));
    server.answers(refused('orderQuery', 'ORDER_NOT_EXIST'));
    await TIMER_ACTIONS.resolveAttempt(services, world.order());
    expect(world.order()).toMatchObject({ state: 'approved', channelOrderId: ORDER, attempt: null });
  });

  it('and that has ended here is ended there once he confirms it after all', async () => {
    const ended = orderIn('cancelled', { channel: 'alipay', channelOrderId: ORDER });
    world.store.seed('orders', ended);
    server.answers(SAYS.order(), SAYS.noTrade());
    await TIMER_ACTIONS.askChannel(services, world.order());
    expect(world.order()).toMatchObject({ state: 'cancelled', attempt: { kind: 'cancel' } });
    server.answers(SAYS.order(), SAYS.noTrade(), SAYS.order(), SAYS.noTrade(), SAYS.finished());
    await TIMER_ACTIONS.resolveAttempt(services, world.order());
    expect(world.order()).toMatchObject({ state: 'cancelled', attempt: null });
    expect(methods().at(-1)).toBe(METHODS.finish);
  });
});

/** Whoever is shown the page can confirm what is on it. */
describe('an order that somebody has confirmed', () => {
  it.each([
    ['its buyer', SAYS.agreement({ out_agreement_no: ORDER }), 'accepted'],
    [
      'its buyer, by his other name',
      SAYS.agreement({ open_id: undefined, alipay_user_id: OPENID }),
      'accepted',
    ],
    ['somebody else', SAYS.agreement({ open_id: 'openid-2' }), 'rejected'],
    ['nobody knows who', SAYS.agreement({ open_id: undefined }), 'approved'],
    ['somebody whose agreement is not told', refused('agreement', 'SYSTEM_ERROR'), 'approved'],
    ['somebody of another agreement', SAYS.agreement({ credit_agreement_id: 'ZM2' }), 'approved'],
  ])('%s: Alipay is asked under which agreement', async (_who, agreement, state) => {
    server.answers(SAYS.order(), SAYS.noTrade(), agreement);
    await TIMER_ACTIONS.askChannel(services, world.order());
    expect(world.order().state).toBe(state);
    expect(methods()).toEqual([METHODS.orderQuery, METHODS.tradeQuery, METHODS.agreement]);
    expect(requestAt(server, 2).content).toEqual({ credit_agreement_id: AGREEMENT_ID });
  });

  it('is not accepted where its agreement is not named', async () => {
    server.answers(SAYS.order('INIT', { credit_agreement_id: undefined }), SAYS.noTrade());
    await TIMER_ACTIONS.askChannel(services, world.order());
    expect(world.order()).toMatchObject({ state: 'approved', askedAt: T0 });
  });

  it('is asked about no more than any other once it has been accepted', async () => {
    server.answers(SAYS.order(), SAYS.noTrade());
    const running = orderIn('accepted', { channel: 'alipay', channelOrderId: ZMCB });
    const channel = await services.channel('alipay');
    expect(await channel.query(running)).not.toHaveProperty('confirmedUnder');
  });
});

describe('an order that its buyer has confirmed', () => {
  it('is not taken for one that waits for him, nor for ended, if Alipay says that it knows none', async () => {
    const channelOrderId = ZMCB;
    const request = alipayChannel(anAlipayConfig({ agreement: 'each' })).cancelRequest(ORDER, '买家取消');
    const attempt = anAttempt('cancel', { request });
    world.store.seed('orders', orderIn('accepted', { channel: 'alipay', channelOrderId, attempt }));
    const channel = await services.channel('alipay');
    server.answers(refused('orderQuery', 'ORDER_NOT_EXIST'));
    expect(await channel.query(world.order())).toEqual({ kind: 'notFound', signed: true });
    server.answers(refused('orderQuery', 'ORDER_NOT_EXIST'));
    expect(await channel.send('cancel', request, world.order(), null)).toMatchObject({ kind: 'notFound' });
    expect(methods()).not.toContain(METHODS.finish);
  });
});
