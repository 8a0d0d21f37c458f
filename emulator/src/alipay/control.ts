import {
  actRoute,
  behaviourRoute,
  callbackToRoute,
  environmentRoute,
  impossible,
} from '../channels/control.ts';
import { type Checked, flag, integer, oneOf, optional, type Rule, record, text } from '../channels/fields.ts';
import { setWallet, walletOf } from '../channels/wallets.ts';
import { controlRoute } from '../http/control-route.ts';
import type { Route } from '../kernel/service.ts';
import { type Agreement, validAgreement } from './agreements/agreement.ts';
import { closeAgreement } from './agreements/close.ts';
import { openAgreement } from './agreements/open.ts';
import { viewAgreement } from './agreements/query.ts';
import { defaultServiceId } from './app.ts';
import { behaviourFields } from './behaviour.ts';
import { environmentOf } from './environment.ts';
import { merchantNo, openId } from './fields.ts';
import { newAuthCode } from './login.ts';
import { confirmOrder } from './orders/confirm.ts';
import { type Order, orderByNo } from './orders/order.ts';
import { viewOrder } from './orders/query.ts';
import { openView, openViewFields } from './pages/open.ts';
import { alipayPageRoutes } from './pages/routes.ts';
import { signedPurpose } from './pages/signed.ts';
import { setService } from './services.ts';
import type { StandIn } from './stand-in.ts';
import { stateToJson } from './state.ts';
import { payByHand } from './trades/debit.ts';
import { setUser, userOf } from './users.ts';

const root = '/_emulator/alipay';

/** What a user would do inside Alipay, and how the stand-in is to behave: `/_emulator/alipay/…`. */
export function controlRoutes(standIn: StandIn): readonly Route[] {
  const post = <T>(name: string, fields: Rule<T>, act: (input: T) => unknown) =>
    actRoute(`${root}/${name}`, fields, act);
  return [
    environmentRoute(`${root}/environment`, (origin) => environmentOf(standIn.keys, origin)),
    controlRoute('GET', `${root}/state`, () => describe(standIn)),
    post('user', userFields, ({ openId, ...change }) => setUser(standIn, openId, change)),
    post('wallet', walletFields, ({ openId, ...change }) => setWallet(standIn, openId, change)),
    post('service', serviceFields, ({ serviceId = defaultServiceId, ...change }) =>
      setService(standIn, serviceId, change),
    ),
    post('auth-codes', record({ openId }, { exact: true }), (input) => newAuthCode(standIn, input.openId)),
    post('sign', signFields, (input) => viewAgreement(sign(standIn, input))),
    post('close', closeFields, (input) => viewAgreement(close(standIn, input))),
    post('confirm', confirmFields, (input) => describeOrder(standIn, confirm(standIn, input))),
    post('pay', payFields, ({ outOrderNo }) => describeOrder(standIn, pay(standIn, outOrderNo))),
    post('openView', openViewFields, (input) => openView(standIn, input)),
    callbackToRoute(`${root}/callbackTo`, standIn),
    behaviourRoute(`${root}/behaviour`, behaviourFields, standIn),
    ...alipayPageRoutes(standIn),
  ];
}

const serviceId = optional(text(28));
const userFields = record(
  { openId, score: optional(integer(350, 950)), blocked: optional(flag) },
  { exact: true },
);
const walletFields = record(
  { openId, balanceFen: optional(integer(0)), willing: optional(flag) },
  { exact: true },
);
const serviceFields = record(
  {
    serviceId,
    admissionScore: optional(integer(350, 950)),
    capFen: optional(integer(1)),
    mode: optional(oneOf('dynamic', 'fixed')),
  },
  { exact: true },
);
const signFields = record(
  { openId, signStr: optional(text(8192)), outAgreementNo: optional(merchantNo(32)), serviceId },
  { exact: true },
);
const closeFields = record({ openId, serviceId }, { exact: true });
const confirmFields = record({ openId, signStr: text(8192) }, { exact: true });
const payFields = record({ outOrderNo: text(64) }, { exact: true });

function describe(standIn: StandIn) {
  const { state, schedule } = standIn;
  return {
    ...stateToJson(state),
    orders: [...state.orders.values()].map((order) => describeOrder(standIn, order)),
    jobs: schedule.jobs,
  };
}

/** An order as the query answers it, with what only Zhima and the user know. */
function describeOrder(standIn: StandIn, order: Order) {
  const { outOrderNo, openId: user, capFen, fulfilled, trade } = order;
  return {
    ...viewOrder(order),
    outOrderNo,
    openId: user,
    capFen,
    fulfilled,
    trade,
    wallet: walletOf(standIn, user),
    user: userOf(standIn, user),
  };
}

/** The user goes through the opening page, verified and ticked: by what the merchant signed, or by a number. */
function sign(standIn: StandIn, input: Checked<typeof signFields>): Agreement {
  const { openId: user, signStr, outAgreementNo, serviceId: service = defaultServiceId } = input;
  if (signStr === undefined) {
    if (outAgreementNo === undefined) throw impossible('say what is opened: signStr or outAgreementNo');
    return openAgreement(standIn, user, { out_agreement_no: outAgreementNo, zm_service_id: service });
  }
  const purpose = signedPurpose(standIn, signStr);
  if (purpose.view !== 'sign') throw impossible('this signStr is that of an order');
  return openAgreement(standIn, user, purpose.fields);
}

function close(standIn: StandIn, input: Checked<typeof closeFields>): Agreement {
  const agreement = validAgreement(standIn, input.openId, input.serviceId ?? defaultServiceId);
  if (!agreement) throw impossible('this user has not opened the service');
  return closeAgreement(standIn, agreement);
}

function confirm(standIn: StandIn, input: Checked<typeof confirmFields>): Order {
  const purpose = signedPurpose(standIn, input.signStr);
  if (purpose.view !== 'create') throw impossible('this signStr is not that of an order');
  return confirmOrder(standIn, input.openId, purpose.fields);
}

function pay(standIn: StandIn, outOrderNo: string): Order {
  const order = orderByNo(standIn, outOrderNo);
  if (!order) throw impossible('no such order');
  const outcome = payByHand(standIn, order.creditBizOrderId);
  if (outcome === 'notDue') throw impossible('nothing is to be paid');
  if (outcome === 'tooLittle') throw impossible('the wallet holds too little');
  return standIn.state.orders.get(order.creditBizOrderId) ?? order;
}
