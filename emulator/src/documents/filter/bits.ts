import { requestFailed } from '../errors.ts';
import type { ValueTest } from './path.ts';

/**
 * `$bitsAllSet` and its like; the operand is a mask or a list of bit positions.
 * Source: https://www.mongodb.com/docs/manual/reference/operator/query-bitwise/
 */
export function bitTest(name: string, operand: unknown): ValueTest {
  const mask = toMask(name, operand);
  const wantsSet = name.endsWith('Set');
  const wantsAll = name.startsWith('$bitsAll');
  return (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false;
    const hit = (wantsSet ? BigInt(value) : ~BigInt(value)) & mask;
    return wantsAll ? hit === mask : hit !== 0n;
  };
}

function toMask(name: string, operand: unknown): bigint {
  if (typeof operand === 'number' && Number.isSafeInteger(operand) && operand >= 0) return BigInt(operand);
  if (Array.isArray(operand) && operand.every((bit) => Number.isInteger(bit) && bit >= 0)) {
    return operand.reduce((mask: bigint, bit: number) => mask | (1n << BigInt(bit)), 0n);
  }
  throw requestFailed(`${name} takes a non-negative integer or a list of bit positions`);
}
