/**
 * As much of the protocol buffers wire format as two small messages need: fields in order, nested messages and
 * strings as bytes. https://protobuf.dev/programming-guides/encoding/
 */
export type ProtobufField =
  | { readonly number: number; readonly bytes: Buffer }
  | { readonly number: number; readonly integer: number };

const varint = 0;
const fixed64 = 1;
const lengthDelimited = 2;
const fixed32 = 5;

/**
 * The varint and length-delimited fields of a message; fixed-width ones are skipped. @throws RangeError if it
 * is cut short
 */
export function readProtobuf(message: Buffer): ProtobufField[] {
  const fields: ProtobufField[] = [];
  let at = 0;
  const take = (length: number): Buffer => {
    if (at + length > message.length) throw new RangeError('the message is cut short');
    at += length;
    return message.subarray(at - length, at);
  };
  const takeVarint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = take(1)[0] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = takeVarint();
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (wireType === varint) fields.push({ number, integer: takeVarint() });
    else if (wireType === lengthDelimited) fields.push({ number, bytes: take(takeVarint()) });
    else if (wireType === fixed32) take(4);
    else if (wireType === fixed64) take(8);
    else throw new RangeError(`unknown wire type ${wireType}`);
  }
  return fields;
}

export function writeProtobuf(fields: readonly ProtobufField[]): Buffer {
  return Buffer.concat(
    fields.flatMap((field) =>
      'bytes' in field
        ? [writeVarint(field.number * 8 + lengthDelimited), writeVarint(field.bytes.length), field.bytes]
        : [writeVarint(field.number * 8 + varint), writeVarint(field.integer)],
    ),
  );
}

function writeVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
