import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMessage, anAlipayConfig, posted, tradeNews } from '../../testing/alipayPeer.ts';
import { ORDER, T0 } from '../../testing/builders.ts';
import { CallbackRefused, type CallbackRequest } from '../channel.ts';
import { readNotification } from './notification.ts';

const config = anAlipayConfig();
const PATH = `/alipay/notify/${ORDER}`;
const agreed = { out_agreement_no: 'code-1', agreement_status: 'INVALID', open_id: 'openid-1' };
const GENUINE = [
  posted(aMessage('creditagreement', agreed, T0)),
  posted(aMessage('creditbizorder', { out_order_no: ORDER }, T0)),
  posted(tradeNews(), undefined, PATH),
];
const RUNS = 900;

type Edit = (text: string, at: number) => string;

/** With one bit turned round, read again as it would come over the wire. */
const flip: Edit = (text, bit) => {
  const bytes = Buffer.from(text);
  const at = (bit >> 3) % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
  return bytes.toString('utf8');
};
const ofText: readonly Edit[] = [
  flip,
  (text, at) => text.slice(0, at % text.length) + text.slice((at % text.length) + 1),
  (text, at) => `${text.slice(0, at % text.length)} ${text.slice(at % text.length)}`,
  (text) => `${text}\n`,
  (text) => ` ${text}`,
  (text) => text + text,
  () => '',
];

type Field = readonly [name: string, value: string];

/** Changes to one field among all, by where it stands. */
const ofFields: readonly ((fields: readonly Field[], at: number) => readonly Field[])[] = [
  (fields, at) => fields.filter((_field, index) => index !== at),
  (fields, at) => fields.toSpliced(at, 0, ...fields.slice(at, at + 1)),
  (fields, at) => fields.map(([name, value], index) => [name, index === at ? '' : value]),
  (fields, at) => fields.map(([name, value], index) => [index === at ? `${name}x` : name, value]),
  // Two trade their values.
  (fields, at) =>
    fields.map(([name, value], index) => {
      const next = (at + 1) % fields.length;
      if (index === at) return [name, fields[next]?.[1] ?? ''];
      return [name, index === next ? (fields[at]?.[1] ?? '') : value];
    }),
  // One runs into the other.
  (fields, at) => {
    const [one, other] = [fields[at], fields[(at + 1) % fields.length]];
    if (!one || !other || one === other) return fields;
    const joined: Field = [one[0], `${one[1]}&${other[0]}=${other[1]}`];
    return fields.filter((field) => field !== other).map((field) => (field === one ? joined : field));
  },
];

function accepted(request: CallbackRequest): boolean {
  try {
    readNotification(config, request);
    return true;
  } catch (error) {
    // Anything else would be answered as our own defect.
    if (error instanceof CallbackRefused) return false;
    throw error;
  }
}

/** What it says: the same letters may be written in several ways. */
const meaning = (body: string) => JSON.stringify([...new URLSearchParams(body)].toSorted());

describe('of all mutations of genuine notifications', () => {
  const tried = new Set<string>();
  const genuine = fc.constantFrom(...GENUINE);

  function refuse(request: CallbackRequest, rawBody: string): void {
    if (meaning(rawBody) === meaning(request.rawBody)) return;
    tried.add(rawBody);
    expect([rawBody, accepted({ ...request, rawBody })]).toEqual([rawBody, false]);
  }

  it('none of the body is accepted', () => {
    fc.assert(
      fc.property(genuine, fc.constantFrom(...ofText), fc.nat({ max: 20_000 }), (request, edit, at) =>
        refuse(request, edit(request.rawBody, at)),
      ),
      { numRuns: RUNS },
    );
  });

  it('none of the fields is accepted', () => {
    fc.assert(
      fc.property(genuine, fc.constantFrom(...ofFields), fc.nat(), (request, edit, at) => {
        const fields = [...new URLSearchParams(request.rawBody)];
        // By name, as they are signed: neighbours there are the ones that could run into one another.
        const byName = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
        refuse(
          request,
          new URLSearchParams(
            edit(byName, at % byName.length).map(([name, value]): [string, string] => [name, value]),
          ).toString(),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('none of a value’s letters is accepted', () => {
    fc.assert(
      fc.property(
        genuine,
        fc.nat(),
        fc.constantFrom(...ofText),
        fc.nat({ max: 20_000 }),
        (request, at, edit, bit) => {
          const fields = [...new URLSearchParams(request.rawBody)];
          const field = fields[at % fields.length];
          if (field?.[1]) field[1] = edit(field[1], bit);
          refuse(request, new URLSearchParams(fields).toString());
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('none of the signature’s letters is accepted', () => {
    for (const request of GENUINE) {
      const fields = new URLSearchParams(request.rawBody);
      const sign = fields.get('sign') ?? '';
      for (let at = 0; at < sign.length; at++) {
        fields.set('sign', flip(sign, at * 8));
        refuse(request, fields.toString());
      }
    }
  });

  it('at least 1,000 were tried, and the genuine ones are accepted', () => {
    console.info(`${tried.size} mutated notifications, none accepted`);
    expect(tried.size).toBeGreaterThanOrEqual(1_000);
    expect(GENUINE.map(accepted)).toEqual([true, true, true]);
  });
});
