import { expect, it } from 'vitest';
import { refuseUnencodedValues } from './sdk-traps.ts';
import type { Document } from './values.ts';

it.each<[string, Document, RegExp]>([
  ['a server date in _.set', { $set: { w: { t: { offset: 0 } } } }, /serverDate/],
  ['a server date as _.set', { $set: { w: { offset: 60_000 } } }, /serverDate/],
  ['a server date in the each of _.push', { $push: { l: { $each: [{ t: { offset: 0 } }] } } }, /serverDate/],
  ['a point in _.set', { $set: { w: { at: { longitude: 113, latitude: 23 } } } }, /Geo\.Point/],
])('refuses %s', (_name, update, advice) => {
  expect(() => refuseUnencodedValues(update)).toThrow(advice);
});

it.each<[Document]>([
  [{ $set: { offset: 5, latitude: 1, longitude: 2 } }],
  [{ $inc: { offset: 5 } }],
  [{ $set: { page: { offset: 5, limit: 10 }, text: { offset: '5' } } }],
  [{ $set: { at: new Date(0), place: { type: 'Point', coordinates: [113, 23] } } }],
])('leaves %j alone', (update) => {
  expect(() => refuseUnencodedValues(update)).not.toThrow();
});
