import type { Document } from './documents.ts';
import type { Seed } from './seeds.ts';

/** As WeChat makes them; none is shorter. */
const OPENID = /^[0-9A-Za-z_-]{6,64}$/;

/**
 * The document that makes this person an operator, numbered behind those that are there; as it is, if the person
 * is one already.
 * @throws Error if it is no openid
 */
export function operatorSeed(openid: string, operators: readonly Document[]): Seed {
  if (!OPENID.test(openid)) throw new Error('--operator needs an openid: letters, digits, _ and -');
  const document = operators.find(({ _id }) => _id === openid) ?? newOperator(openid, operators);
  // An openid names a person, so that it is not printed.
  return { collection: 'operators', documents: [{ document, label: `operators ${document['staffNo']}` }] };
}

function newOperator(openid: string, operators: readonly Document[]): Document {
  const taken = new Set(operators.map(({ staffNo }) => staffNo));
  const numbers = Array.from({ length: taken.size + 1 }, (_, at) => `S${String(at + 1).padStart(3, '0')}`);
  const staffNo = numbers.find((number) => !taken.has(number)) ?? '';
  return { _id: openid, staffNo, name: '商家操作员', active: true };
}
