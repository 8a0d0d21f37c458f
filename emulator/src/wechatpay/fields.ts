import * as fields from '../channels/fields.ts';
import { FieldError } from '../channels/refusal.ts';

export {
  type Checked,
  flag,
  integer,
  list,
  oneOf,
  optional,
  type Rule,
  record,
} from '../channels/fields.ts';

/**
 * The API takes UTF-8 of one to three bytes a character: no emoji, no halves of surrogate pairs.
 * https://pay.weixin.qq.com/docs/merchant/development/interface-rules/basic-rules.html
 */
const unsupportedCharacter = /[\u{10000}-\u{10FFFF}]|\p{Cs}/u;

/** A string of 1 to `max` characters (not bytes) that the API supports, optionally of a pattern. */
export function text(max: number, pattern?: RegExp): fields.Rule<string> {
  const plain = fields.text(max, pattern);
  return {
    check(value, path) {
      if (typeof value === 'string' && unsupportedCharacter.test(value)) {
        throw new FieldError(path, 'has a character of more than three bytes');
      }
      return plain.check(value, path);
    },
  };
}

/** A string of 1 to `max` bytes of UTF-8. */
export function textOfBytes(max: number): fields.Rule<string> {
  return {
    check(value, path) {
      const given = text(max).check(value, path);
      if (Buffer.byteLength(given) > max) throw new FieldError(path, `must have at most ${max} bytes`);
      return given;
    },
  };
}
