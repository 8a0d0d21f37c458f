import { createRequire } from 'node:module';
import type { CreditAccount } from '../../cloudfunctions/shared/domain/account/account.ts';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import type { LocalCloudBase } from '../../tools/local/client.ts';

export type Document = Record<string, unknown>;

const requireFrom = createRequire(import.meta.url);

/** What is stored, and how a merchant's own tools would change it. */
export class Database {
  readonly #cloud: LocalCloudBase;

  constructor(cloud: LocalCloudBase) {
    this.#cloud = cloud;
  }

  async documents<T = Document>(collection: string): Promise<T[]> {
    return (await this.#cloud.documents(collection)).map((document) => revived(document) as T);
  }

  orders(): Promise<Order[]> {
    return this.documents<Order>('orders');
  }

  async order(orderId: string): Promise<Order> {
    const order = (await this.orders()).find((one) => one._id === orderId);
    if (!order) throw new Error(`there is no order ${orderId}`);
    return order;
  }

  /** The account that this order belongs to. */
  async accountOf({ buyerId }: Pick<Order, 'buyerId'>): Promise<CreditAccount> {
    const accounts = await this.documents<CreditAccount>('creditAccounts');
    const account = accounts.find((one) => one._id === buyerId);
    if (!account) throw new Error(`there is no account ${buyerId}`);
    return account;
  }

  /** Everything, as one text: two equal texts mean that nothing has changed. */
  async everything(): Promise<string> {
    const people = ['orders', 'deliveries', 'creditAccounts', 'buyers', 'channelEvents'];
    const names = [...people, 'products', 'policies', 'terms'];
    const collections = await Promise.all(names.map((name) => this.#cloud.documents(name)));
    return JSON.stringify(collections);
  }

  /** The official SDK with an administrator's rights, as a console or a script of the merchant has it. */
  collection(name: string): Collection {
    const context = { URL: `${this.#cloud.origin}/admin?` };
    process.env['TCB_CONTEXT_CNFG'] = JSON.stringify(context);
    const { init } = requireFrom('@cloudbase/node-sdk') as Sdk;
    return init({ env: 'houfu-local', secretId: 'local', secretKey: 'local' }).database().collection(name);
  }
}

interface Sdk {
  init(config: { env: string; secretId: string; secretKey: string }): {
    database(): { collection(name: string): Collection };
  };
}

/** As much of the SDK as the tests use. */
interface Collection {
  add(document: Document): Promise<unknown>;
  options(options: { raw: true }): Collection;
  aggregate(pipeline: readonly object[]): { end<T>(): Promise<{ data: T[] }> };
  doc(id: string): {
    update(changes: Document): Promise<unknown>;
    set(document: Document): Promise<unknown>;
    remove(): Promise<unknown>;
  };
}

/** Dates are `{$date: …}` on the way. */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  if ('$date' in value) return new Date(String(value.$date));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revived(inner)]));
}
