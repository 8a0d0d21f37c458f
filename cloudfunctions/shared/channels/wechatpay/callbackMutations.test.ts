import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORDER, T0 } from '../../testing/builders.ts';
import { aCallback, aWechatpayConfig, PARTIES, signedHeaders } from '../../testing/wechatpayPeer.ts';
import { CallbackRefused } from '../channel.ts';
import { readCallback, type SignedRequest } from './callback.ts';

const paid = {
  ...PARTIES,
  out_order_no: ORDER,
  order_id: 'wx-1',
  state: 'DONE',
  collection: { state: 'USER_PAID', paid_amount: 16_800, details: [{ transaction_id: 'tx-1' }] },
};
const config = aWechatpayConfig();
const genuine = aCallback('PAYSCORE.USER_PAID', paid, T0);
const HEADERS = [
  'wechatpay-timestamp',
  'wechatpay-nonce',
  'wechatpay-serial',
  'wechatpay-signature',
] as const;
const RUNS = 700;

/** The text with one bit turned round, read again as it would come over the wire. */
function flipped(text: string, bit: number): string {
  return flippedBytes(Buffer.from(text), bit).toString('utf8');
}

function flippedBytes(bytes: Buffer, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % changed.length;
  changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
  return changed;
}

const edits: readonly ((text: string, bit: number) => string)[] = [
  flipped,
  (text, at) => text.slice(0, at % text.length) + text.slice((at % text.length) + 1),
  (text, at) => `${text.slice(0, at % text.length)} ${text.slice(at % text.length)}`,
  (text) => `${text}\n`,
  (text) => ` ${text}`,
  (text) => text + text,
  () => '',
];
const edit = fc.record({ edit: fc.constantFrom(...edits), bit: fc.nat({ max: 100_000 }) });

/** What of the encrypted content may be changed although everything is signed anew: only the tag protects it. */
interface Resource {
  readonly ciphertext: string;
  readonly nonce: string;
  readonly associated_data: string;
}
const sealed: { readonly resource: Resource } = JSON.parse(genuine.rawBody);
const TAG_BITS = 128;

function signedAnew(changes: Partial<Resource>): SignedRequest {
  const rawBody = JSON.stringify({ ...sealed, resource: { ...sealed.resource, ...changes } });
  return { rawBody, headers: signedHeaders(rawBody, T0) };
}

function accepted(request: SignedRequest): boolean {
  try {
    readCallback(config, request, T0);
    return true;
  } catch (error) {
    // Anything else would be answered as our own defect.
    if (error instanceof CallbackRefused) return false;
    throw error;
  }
}

describe('of all mutations of a genuine callback', () => {
  const tried = new Set<string>();

  function refuse(request: SignedRequest): void {
    if (request.rawBody === genuine.rawBody && sameHeaders(request)) return;
    tried.add(JSON.stringify(request));
    expect(accepted(request)).toBe(false);
  }
  const sameHeaders = ({ headers }: SignedRequest) =>
    HEADERS.every((name) => headers[name] === genuine.headers[name]);

  it('none of the body is accepted', () => {
    fc.assert(
      fc.property(edit, ({ edit: change, bit }) =>
        refuse({ ...genuine, rawBody: change(genuine.rawBody, bit) }),
      ),
      { numRuns: RUNS },
    );
  });

  it('none of the headers is accepted', () => {
    fc.assert(
      fc.property(edit, fc.constantFrom(...HEADERS), ({ edit: change, bit }, name) =>
        refuse({
          ...genuine,
          headers: { ...genuine.headers, [name]: change(genuine.headers[name] ?? '', bit) },
        }),
      ),
      { numRuns: RUNS },
    );
  });

  it('none of the signature’s bits is accepted', () => {
    for (const [at] of [...(genuine.headers['wechatpay-signature'] ?? '')].entries()) {
      const signature = flipped(genuine.headers['wechatpay-signature'] ?? '', at * 8);
      refuse({ ...genuine, headers: { ...genuine.headers, 'wechatpay-signature': signature } });
    }
  });

  it('none of the tag, ciphertext, nonce and associated data is accepted, even well signed', () => {
    const bytes = Buffer.from(sealed.resource.ciphertext, 'base64');
    const ofTag = fc.nat({ max: TAG_BITS - 1 }).map((bit) => bytes.length * 8 - TAG_BITS + bit);
    const ofBytes = fc.oneof(ofTag, fc.nat({ max: bytes.length * 8 - 1 }));
    const change = fc.oneof(
      ofBytes.map((bit) => ({ ciphertext: flippedBytes(bytes, bit).toString('base64') })),
      fc.nat({ max: bytes.length - 1 }).map((length) => ({
        ciphertext: bytes.subarray(0, length).toString('base64'),
      })),
      edit.map(({ edit: by, bit }) => ({ nonce: by(sealed.resource.nonce, bit) })),
      edit.map(({ edit: by, bit }) => ({ associated_data: by(sealed.resource.associated_data, bit) })),
    );
    fc.assert(
      fc.property(change, (changes) => refuse(signedAnew(changes))),
      { numRuns: RUNS },
    );
  });

  it('at least 1,000 were tried, and the genuine one is accepted', () => {
    console.info(`${tried.size} mutated callbacks, none accepted`);
    expect(tried.size).toBeGreaterThanOrEqual(1_000);
    expect(accepted(genuine)).toBe(true);
    expect(accepted(signedAnew({}))).toBe(true);
  });
});
