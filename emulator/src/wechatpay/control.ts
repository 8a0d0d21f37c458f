import {
  actRoute,
  behaviourRoute,
  callbackToRoute,
  environmentRoute,
  impossible,
} from '../channels/control.ts';
import { setWallet, walletOf } from '../channels/wallets.ts';
import { controlRoute } from '../http/control-route.ts';
import type { Route } from '../kernel/service.ts';
import { behaviourFields } from './behaviour.ts';
import { environmentOf } from './environment.ts';
import { type Checked, flag, integer, optional, type Rule, record, text } from './fields.ts';
import { merchant, services, withoutConfirmation } from './merchant.ts';
import type { Order } from './orders/order.ts';
import { confirmOrder, payByHand, refuseOrder } from './orders/user.ts';
import { viewOrder } from './orders/view.ts';
import { openBusinessView, openBusinessViewFields } from './pages/open.ts';
import { businessViewRoutes } from './pages/routes.ts';
import { applicationOf, authoriseThrough, close, open, viewAuthorisation } from './permissions.ts';
import type { StandIn } from './stand-in.ts';
import { stateToJson } from './state.ts';

/** What a user would do inside WeChat, and how the stand-in is to behave: `/_emulator/wechatpay/…`. */
export function controlRoutes(standIn: StandIn): readonly Route[] {
  const post = <T>(name: string, fields: Rule<T>, act: (input: T) => unknown) =>
    actRoute(`/_emulator/wechatpay/${name}`, fields, act);
  return [
    environmentRoute('/_emulator/wechatpay/environment', (origin) => environmentOf(standIn.keys, origin)),
    controlRoute('GET', '/_emulator/wechatpay/state', () => describe(standIn)),
    post('wallet', walletFields, ({ openid, ...change }) => setWallet(standIn, openid, change)),
    post('authorise', authoriseFields, (input) => viewAuthorisation(authorise(standIn, input))),
    post('close', closeFields, (input) => viewAuthorisation(closeService(standIn, input))),
    post('confirm', onPageFields, (input) => {
      const order = orderOnPage(standIn, input);
      const openid = input.openid ?? order.openid;
      if (openid === null) throw impossible('say which openid confirms');
      return viewOrder(confirmOrder(standIn, order, openid));
    }),
    post('refuse', onPageFields, (input) => viewOrder(refuseOrder(standIn, orderOnPage(standIn, input)))),
    post('pay', payByHandFields, ({ outOrderNo }) => viewOrder(pay(standIn, outOrderNo))),
    callbackToRoute('/_emulator/wechatpay/callbackTo', standIn),
    post('openBusinessView', openBusinessViewFields, (input) => openBusinessView(standIn, input)),
    ...businessViewRoutes(standIn),
    behaviourRoute('/_emulator/wechatpay/behaviour', behaviourFields, standIn),
  ];
}

const openid = text(128);
const walletFields = record(
  { openid, balanceFen: optional(integer(0)), willing: optional(flag) },
  { exact: true },
);
const authoriseFields = record(
  { openid, token: optional(text(300)), serviceId: optional(text(32)) },
  { exact: true },
);
const closeFields = record({ openid, serviceId: optional(text(32)) }, { exact: true });
const onPageFields = record(
  { outOrderNo: optional(text(32)), package: optional(text(300)), openid: optional(openid) },
  { exact: true },
);
const payByHandFields = record({ outOrderNo: text(32) }, { exact: true });

function describe(standIn: StandIn) {
  const { state, schedule } = standIn;
  return {
    ...stateToJson(state),
    orders: [...state.orders.values()].map(describeOrder),
    jobs: schedule.jobs,
  };

  function describeOrder(order: Order) {
    const { openid: user, confirmPackage, queryId, prepaidMessage } = order;
    const wallet = user === null ? null : walletOf(standIn, user);
    return { ...viewOrder(order), confirmPackage, queryId, prepaidMessage, wallet };
  }
}

function authorise(standIn: StandIn, input: Checked<typeof authoriseFields>) {
  if (input.token === undefined) {
    const serviceId = knownService(input.serviceId);
    return open(standIn, { openid: input.openid, serviceId, appid: merchant.appid });
  }
  const application = applicationOf(standIn, input.token);
  if (application === 'unknown') throw impossible('no such token');
  if (application === 'used') throw impossible('the token was used already');
  if (application === 'expired') throw impossible('the token has expired');
  return authoriseThrough(standIn, application, input.openid);
}

function closeService(standIn: StandIn, input: Checked<typeof closeFields>) {
  const serviceId = knownService(input.serviceId);
  const found = [...standIn.state.authorisations.values()].find(
    (one) => one.openid === input.openid && one.serviceId === serviceId,
  );
  if (!found) throw impossible('this user never authorised the service');
  return close(standIn, found);
}

function knownService(serviceId = withoutConfirmation.serviceId): string {
  const service = services.find((known) => known.serviceId === serviceId);
  if (!service?.withoutConfirmation) throw impossible('no such service, or it needs no authorisation');
  return service.serviceId;
}

/** The order on the confirmation page, found by number or by the package that opens the page. */
function orderOnPage(standIn: StandIn, input: Checked<typeof onPageFields>): Order {
  if (input.outOrderNo === undefined && input.package === undefined) {
    throw impossible('say which order: outOrderNo or package');
  }
  const order =
    input.outOrderNo === undefined
      ? [...standIn.state.orders.values()].find((one) => one.confirmPackage?.value === input.package)
      : standIn.state.orders.get(input.outOrderNo);
  if (!order) throw impossible('no such order');
  if (order.state !== 'CREATED') throw impossible(`the order is ${order.state}`);
  if (input.package !== undefined && order.confirmPackage?.used) {
    throw impossible('the package was used already');
  }
  return order;
}

function pay(standIn: StandIn, outOrderNo: string): Order {
  const order = standIn.state.orders.get(outOrderNo);
  if (!order) throw impossible('no such order');
  const outcome = payByHand(standIn, order);
  if (outcome === 'notPaying') throw impossible('nothing is to be paid');
  if (outcome === 'debiting') throw impossible('a debit is in flight');
  if (outcome === 'tooLittle') throw impossible('the wallet holds too little');
  return standIn.state.orders.get(outOrderNo) ?? order;
}
