import { expect, it } from 'vitest';
import { ObjectId } from '../documents/index.ts';
import { answerDocument, answerId } from './answers.ts';

const HEX = '5f3e6b2a9d1c4e0007a1b2c3';

it('answers ObjectIds as texts, wherever they are', () => {
  const document = { _id: new ObjectId(HEX), list: [{ ref: new ObjectId(HEX) }] };
  expect(JSON.parse(answerDocument(document))).toEqual({ _id: HEX, list: [{ ref: HEX }] });
  expect(answerId(document._id)).toBe(HEX);
});

it('leaves texts and other values as they are', () => {
  const text = `{"$oid":"${HEX}"}`;
  expect(JSON.parse(answerDocument({ text, at: new Date(5) }))).toEqual({
    text,
    at: { $date: { $numberLong: '5' } },
  });
  expect(answerId(7)).toBe(7);
});
