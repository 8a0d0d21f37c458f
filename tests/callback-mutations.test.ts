import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { aKeyPair } from '../cloudfunctions/shared/testing/keyPair.ts';
import { envelope, signedHeaders } from '../cloudfunctions/shared/testing/wechatpayPeer.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { orderAt } from './support/lives.ts';
import { type Recorder, type SentCallback, useRecorder } from './support/recorder.ts';
import { expectSound } from './support/soundness.ts';

const recorder = useRecorder();
afterEach(() => expectSound(recorder().system));

/** The random choices are the same in every run. */
const SEED = 20_260_301;
const AT_ONCE = 8;
const TAG_BYTES = 16;
const HEADERS = [
  'wechatpay-timestamp',
  'wechatpay-nonce',
  'wechatpay-serial',
  'wechatpay-signature',
] as const;

type Mutation = Parameters<Recorder['send']>[0];

/** That an order is paid, and that one was refunded: both still unknown here. */
let paid: SentCallback;
let refunded: SentCallback;
let paidOrderId: string;
let sign: (body: string, at: Date) => SentCallback;
let now: Date;
let refused = 0;

beforeAll(async () => {
  const { system } = recorder();
  const [buyer, other] = [await system.buyer(), await system.buyer()];
  // The callbacks of the authorisations are held back too; looking at the account asks the channel.
  await buyer.account();
  await other.account();
  const order = await orderAt(system, other, 'settling');
  await system.cloud.advance(MOMENT_MS);
  await recorder().send(await recorder().last());
  await system.operator.lower(await other.read(order.orderId), 0);
  await system.cloud.advance(MOMENT_MS);
  refunded = await recorder().last();
  paidOrderId = (await orderAt(system, buyer, 'settling')).orderId;
  await system.cloud.advance(MOMENT_MS);
  paid = await recorder().last();
  sign = await recorder().signer();
  now = await system.now();
});
afterAll(() => console.log(`${refused} mutated callbacks over HTTP, none accepted`));

/** So many different random numbers below `below`. */
function some(count: number, below: number): number[] {
  const numbers = fc.uniqueArray(fc.nat({ max: below - 1 }), { minLength: count, maxLength: count });
  return fc.sample(numbers, { seed: SEED, numRuns: 1 })[0] ?? [];
}

function flipped(bytes: Buffer, bit: number): Buffer<ArrayBuffer> {
  const changed = Buffer.from(bytes);
  const at = Math.floor(bit / 8);
  changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
  return changed;
}

interface Resource {
  readonly ciphertext: string;
  readonly nonce: string;
  readonly associated_data: string;
}

/** The same with another sealed content, under the signature that it had. */
function resealed(callback: SentCallback, change: (resource: Resource) => Partial<Resource>): SentCallback {
  const content = JSON.parse(callback.body) as { readonly resource: Resource };
  const resource = { ...content.resource, ...change(content.resource) };
  return { ...callback, body: JSON.stringify({ ...content, resource }) };
}

/** Each part of the sealed content with single bits changed. */
function sealedBits(callback: SentCallback, count: number): SentCallback[] {
  const { resource } = JSON.parse(callback.body) as { readonly resource: Resource };
  const bytes = Buffer.from(resource.ciphertext, 'base64');
  const ofText = (text: string) =>
    some(Math.min(count, text.length), text.length).map((at) => [text, at] as const);
  const [secretBits, tagBits] = [(bytes.length - TAG_BYTES) * 8, TAG_BYTES * 8];
  const ciphertext = (bit: number) => flipped(bytes, bit).toString('base64');
  // The lowest bit of a character: what comes out is a character of JSON text again.
  const text = ([from, at]: readonly [string, number]) => flipped(Buffer.from(from), at * 8).toString();
  return [
    ...some(count, secretBits).map((bit) => ({ ciphertext: ciphertext(bit) })),
    ...some(count, tagBits).map((bit) => ({ ciphertext: ciphertext(secretBits + bit) })),
    ...ofText(resource.nonce).map((one) => ({ nonce: text(one) })),
    ...ofText(resource.associated_data || ' ').map((one) => ({ associated_data: text(one) })),
  ].map((changes) => resealed(callback, () => changes));
}

function withHeader(callback: SentCallback, name: string, value: string | undefined): SentCallback {
  const { [name]: _gone, ...others } = callback.headers;
  return { ...callback, headers: value === undefined ? others : { ...others, [name]: value } };
}

/** A header with single bits changed, as far as it can still be sent. */
function headerBits(callback: SentCallback, name: string, count: number): SentCallback[] {
  const text = callback.headers[name] ?? '';
  return some(Math.min(count, text.length * 7), text.length * 7)
    .map((bit) => flipped(Buffer.from(text), Math.floor(bit / 7) * 8 + (bit % 7)).toString())
    .filter((changed) => /^[!-~]+$/.test(changed))
    .map((changed) => withHeader(callback, name, changed));
}

/** Sends them all. @returns those that were answered with anything but a refusal */
async function accepted(mutations: readonly Mutation[]): Promise<unknown[]> {
  const waiting = [...mutations];
  const wrong: unknown[] = [];
  const sender = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const status = await recorder().send(one);
      if (status === 401) refused += 1;
      else wrong.push({ status, ...one });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return wrong;
}

const both = (mutate: (callback: SentCallback) => Mutation[]) => () => [paid, refunded].flatMap(mutate);
const bitsOfBody = ({ headers, body }: SentCallback) => {
  const bytes = Buffer.from(body);
  return some(150, bytes.length * 8).map((bit) => ({ headers, body: flipped(bytes, bit) }));
};
const cuts = ({ headers, body }: SentCallback) => [
  ...some(20, body.length).map((length) => ({ headers, body: body.slice(0, length) })),
  ...[body + body, `${body}\n`, ` ${body}`, `${body}{}`, `[${body}]`].map((other) => ({
    headers,
    body: other,
  })),
];
const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

/** Who mutates, and how: each is refused for what is wrong with it alone. */
const KINDS: readonly (readonly [string, () => readonly Mutation[] | Promise<readonly Mutation[]>])[] = [
  ['with single bits of the body changed', both(bitsOfBody)],
  ['with single bits of what is sealed changed', both((callback) => sealedBits(callback, 60))],
  [
    'with single bits of what is sealed changed, and signed by the channel’s own key',
    both((callback) => sealedBits(callback, 60).map(({ body }) => sign(body, now))),
  ],
  ['cut short or made longer', both(cuts)],
  [
    'without one of the headers, or with none',
    both((callback) => [
      ...HEADERS.map((name) => withHeader(callback, name, undefined)),
      { ...callback, headers: {} },
    ]),
  ],
  [
    'with single bits of a header changed',
    both((one) => HEADERS.flatMap((name) => headerBits(one, name, 60))),
  ],
  [
    'with headers of another callback',
    () =>
      HEADERS.filter((name) => paid.headers[name] !== refunded.headers[name]).flatMap((name) => [
        withHeader(paid, name, refunded.headers[name]),
        withHeader(refunded, name, paid.headers[name]),
      ]),
  ],
  [
    'with the body of another callback',
    () => [
      { ...paid, body: refunded.body },
      { ...refunded, body: paid.body },
    ],
  ],
  [
    'with a timestamp that was not signed',
    both((one) =>
      some(20, 600).map((seconds) => {
        const told = Number(one.headers['wechatpay-timestamp']);
        return withHeader(
          one,
          'wechatpay-timestamp',
          String(told + (seconds < 300 ? seconds - 301 : seconds - 299)),
        );
      }),
    ),
  ],
  [
    'signed by the channel’s own key long ago or in the future',
    both(({ body }) =>
      [301, 302, 360, 3_600, 86_400, 31_536_000].flatMap((age) => [
        sign(body, at(-age)),
        sign(body, at(age + 60)),
      ]),
    ),
  ],
  [
    'under the number of another key, known or not',
    async () => {
      const serials = await otherSerials();
      expect(serials.length).toBeGreaterThan(5);
      return [paid, refunded].flatMap((one) => serials.map((id) => withHeader(one, 'wechatpay-serial', id)));
    },
  ],
  [
    'that only probe whether signatures are verified',
    both((one) =>
      some(10, 1_000).map((number) => {
        const probe = `WECHATPAY/SIGNTEST/${Buffer.from(`probe ${number}`.repeat(30)).toString('base64')}`;
        return withHeader(one, 'wechatpay-signature', probe);
      }),
    ),
  ],
  [
    'signed by a stranger',
    both((one) => {
      const { privateKey } = aKeyPair();
      const headers = { ...one.headers, ...signedHeaders(one.body, now, privateKey) };
      return [withHeader({ ...one, headers }, 'wechatpay-serial', one.headers['wechatpay-serial'])];
    }),
  ],
  [
    'sealed for another merchant, and signed by the channel’s own key',
    () => {
      const content = { out_order_no: paidOrderId, state: 'DONE', collection: { state: 'USER_PAID' } };
      return some(10, 1_000_000).map((number) => {
        const key = String(number).padStart(32, 'k');
        return sign(envelope('PAYSCORE.USER_PAID', content, key), now);
      });
    },
  ],
];

/** All that the function knows besides the one that has signed, and some that nobody knows. */
async function otherSerials(): Promise<string[]> {
  const response = await fetch(`${recorder().system.cloud.origin}/_emulator/wechatpay/environment`);
  const { WECHATPAY_PUBLIC_KEYS = '' } = (await response.json()) as Record<string, string>;
  const known = WECHATPAY_PUBLIC_KEYS.split(',').map((entry) => entry.slice(0, entry.indexOf('=')));
  const strange = ['PUB_KEY_ID_0', '0', '__proto__', 'constructor', 'toString', `${known[0]},${known[1]}`];
  return [...known, ...strange].filter((id) => id !== paid.headers['wechatpay-serial']);
}

describe('of genuine callbacks, sent to the public address', () => {
  test.each(KINDS)('none is accepted %s', async (_what, mutations) => {
    const { database } = recorder().system;
    const before = await database.everything();
    const sent = await mutations();
    expect(sent.length).toBeGreaterThan(0);
    expect(await accepted(sent)).toEqual([]);
    expect(await database.everything()).toBe(before);
  });

  test.each(['foreignMerchant', 'foreignKey', 'tampered', 'tamperedCiphertext', 'tamperedTag'] as const)(
    'none is accepted that the channel sends as %s',
    async (callbacks) => {
      const { system } = recorder();
      const { channel, database } = system;
      await channel.behave({ callbacks });
      await system.buyer();
      await channel.behave({ callbacks: 'normal' });
      const before = await database.everything();
      expect(await accepted([await recorder().last()])).toEqual([]);
      expect(await database.everything()).toBe(before);
    },
  );

  test('more than 1,000 were tried; the genuine ones are accepted still, and change what they tell', async () => {
    expect(refused).toBeGreaterThan(1_000);
    const { database } = recorder().system;
    expect((await database.order(paidOrderId)).state).toBe('settling');
    expect([await recorder().send(paid), await recorder().send(refunded)]).toEqual([204, 204]);
    expect((await database.order(paidOrderId)).state).toBe('settled');
    const [event] = (await database.documents('channelEvents')).filter(
      (one) => one['orderId'] === paidOrderId,
    );
    expect(event).toMatchObject({ event: 'PAYSCORE.USER_PAID' });
  });

  test('and none is accepted again after five minutes', async () => {
    const { cloud, database } = recorder().system;
    await cloud.advance(5 * MINUTE_MS + 1_000);
    const before = await database.everything();
    expect(await accepted([paid, refunded])).toEqual([]);
    expect(await database.everything()).toBe(before);
  });
});
