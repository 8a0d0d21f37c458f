import { expect, test } from 'vitest';

import { readProtobuf, writeProtobuf } from './protobuf.ts';

test('what is written reads back, whatever the length', () => {
  const fields = [
    { number: 1, bytes: Buffer.alloc(300, 7) },
    { number: 16, integer: 5_000_000_000 },
    { number: 2, bytes: Buffer.alloc(0) },
  ];
  expect(readProtobuf(writeProtobuf(fields))).toEqual(fields);
});

test('fixed-width fields are skipped', () => {
  const message = Buffer.from([0x0d, 1, 2, 3, 4, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x18, 9]);
  expect(readProtobuf(message)).toEqual([{ number: 3, integer: 9 }]);
});

test('a message that is cut short is refused', () => {
  const whole = writeProtobuf([{ number: 1, bytes: Buffer.from('abc') }]);
  expect(() => readProtobuf(whole.subarray(0, 3))).toThrow('cut short');
  expect(() => readProtobuf(Buffer.from([0x80]))).toThrow('cut short');
});

test('a wire type that does not exist is refused', () => {
  expect(() => readProtobuf(Buffer.from([0x0f]))).toThrow('wire type 7');
});
