import { vi } from 'vitest';
import {
  accountInput,
  assessCreditInput,
  cancelOrderInput,
  confirmReceiptInput,
  createOrderInput,
  handleReturnInput,
  listProductsInput,
  readOrdersInput,
  settleInput,
} from '../../../cloudfunctions/shared/contract/inputs.ts';
import { failureOf, parseInput } from '../../../cloudfunctions/shared/platform/answer.ts';
import { CALLER, type World } from '../../../cloudfunctions/shared/testing/world.ts';
import { closeAccount } from '../../../cloudfunctions/shared/usecases/account/closeAccount.ts';
import { eraseBuyer } from '../../../cloudfunctions/shared/usecases/account/eraseBuyer.ts';
import { exportBuyer } from '../../../cloudfunctions/shared/usecases/account/exportBuyer.ts';
import { openAccount } from '../../../cloudfunctions/shared/usecases/account/openAccount.ts';
import { switchMinorsLock } from '../../../cloudfunctions/shared/usecases/account/switchMinorsLock.ts';
import { viewAccount } from '../../../cloudfunctions/shared/usecases/account/viewAccount.ts';
import { assessCredit } from '../../../cloudfunctions/shared/usecases/assessment/assessCredit.ts';
import {
  requestClaim,
  sendGoodsBack,
  withdrawClaim,
} from '../../../cloudfunctions/shared/usecases/claims/claims.ts';
import { switchAutoCharge } from '../../../cloudfunctions/shared/usecases/money/autoCharge.ts';
import { payNow } from '../../../cloudfunctions/shared/usecases/money/charge.ts';
import { cancelOwnOrder } from '../../../cloudfunctions/shared/usecases/orders/cancelOrder.ts';
import { confirmReceipt } from '../../../cloudfunctions/shared/usecases/orders/confirmReceipt.ts';
import { createOrder } from '../../../cloudfunctions/shared/usecases/orders/createOrder.ts';
import { listProducts } from '../../../cloudfunctions/shared/usecases/orders/listProducts.ts';
import { readOrders } from '../../../cloudfunctions/shared/usecases/orders/readOrders.ts';

type Run = (world: World, input: object) => Promise<unknown>;
export type Functions = Readonly<Record<string, Run>>;

/** The functions behind the buyer's pages, by their real use cases. */
const FUNCTIONS: Functions = {
  account: ({ services }, event) => {
    const input = parseInput(accountInput, event);
    switch (input.action) {
      case 'view':
        return viewAccount(services, CALLER);
      case 'open':
        return openAccount(services, CALLER, input);
      case 'close':
        return closeAccount(services, CALLER);
      case 'minorsLock':
        return switchMinorsLock(services, CALLER, input);
      case 'export':
        return exportBuyer(services, CALLER, input);
      case 'erase':
        return eraseBuyer(services, CALLER);
    }
  },
  createOrder: ({ services }, event) => createOrder(services, CALLER, parseInput(createOrderInput, event)),
  assessCredit: ({ services }, event) => {
    const input = parseInput(assessCreditInput, event);
    if (input.step !== 'assess') throw new Error(`no page of these tests asks for ${input.step}`);
    return assessCredit(services, CALLER, input);
  },
  cancelOrder: ({ services }, event) =>
    cancelOwnOrder(services, CALLER.buyerId, parseInput(cancelOrderInput, event)),
  confirmReceipt: ({ services }, event) =>
    confirmReceipt(services, CALLER, parseInput(confirmReceiptInput, event)),
  settle: async ({ services }, event) => {
    const input = parseInput(settleInput, event);
    switch (input.step) {
      case 'payNow':
        return payNow(services, CALLER, input);
      case 'autoCharge':
        return { order: await switchAutoCharge(services, CALLER, input), payView: null };
      default:
        throw new Error(`no page of these tests asks for ${input.step}`);
    }
  },
  handleReturn: ({ services }, event) => {
    const input = parseInput(handleReturnInput, event);
    switch (input.step) {
      case 'request':
        return requestClaim(services, CALLER, input);
      case 'withdraw':
        return withdrawClaim(services, CALLER, input);
      case 'sendBack':
        return sendGoodsBack(services, CALLER, input);
      default:
        throw new Error(`no page of these tests asks for ${input.step}`);
    }
  },
  readOrders: ({ services }, event) => {
    const input = parseInput(readOrdersInput, event);
    return readOrders(services, CALLER, input);
  },
  listProducts: ({ services }, event) => listProducts(services, parseInput(listProductsInput, event)),
};

interface Call {
  readonly name: string;
  readonly input: object;
}

export interface Cloud {
  /** What was asked for, in its order. */
  readonly calls: readonly Call[];
  /** What this function was asked, call by call. */
  callsOf(name: string): readonly object[];
  /** The function does its work once more, and its answer is lost on the way. */
  loseNextAnswerOf(name: string): void;
  /** Keeps the answer to the next call back. @returns what lets it go */
  holdNext(): () => void;
}

/** Stands for the cloud: the page's calls of functions are answered from what is in this world. */
export function cloudOf(world: World, functions: Functions = FUNCTIONS): Cloud {
  const calls: Call[] = [];
  let nextGate = Promise.resolve();
  let lost = '';
  vi.stubGlobal('fetch', async (path: string, init: { readonly body: string }) => {
    const name = path.replace('/functions/', '');
    const input: object = JSON.parse(init.body);
    calls.push({ name, input });
    const gate = nextGate;
    nextGate = Promise.resolve();
    const answer = await answerOf(functions[name], world, { name, input });
    await gate;
    if (lost === name) {
      lost = '';
      throw new TypeError('Failed to fetch');
    }
    return Response.json(answer);
  });
  return {
    calls,
    callsOf: (name) => calls.filter((call) => call.name === name).map(({ input }) => input),
    loseNextAnswerOf(name) {
      lost = name;
    },
    holdNext() {
      let release = () => {};
      nextGate = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}

async function answerOf(run: Run | undefined, world: World, { name, input }: Call): Promise<object> {
  if (!run) throw new Error(`no page of these tests calls ${name}`);
  try {
    return { ok: true, data: await run(world, input) };
  } catch (error) {
    return { ok: false, error: failureOf(error) };
  }
}
