import { isSdkCommand, type SdkCommand } from './sdk-traps.ts';
import { type Document, isDocument } from './values.ts';

/**
 * A condition in which the commands (`_.gt(1)`) that the SDK left as objects, deep inside of `_.elemMatch` and
 * `_.all`, stand as the operators they are documented to mean. What cannot be put so stays as it is.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/database/command/Command.all.html
 * @returns the same object if there is nothing to do
 */
export function encodeCommands(condition: unknown): unknown {
  if (Array.isArray(condition)) {
    const items = condition.map(encodeCommands);
    return items.some((item, index) => item !== condition[index]) ? items : condition;
  }
  if (isSdkCommand(condition)) return encodeCommand(condition) ?? condition;
  return isDocument(condition) ? encodeFields(condition) : condition;
}

/** `encodeCommands` for the conditions of `_.pull`, and `each` of `_.addToSet` as its documentation has it. */
export function encodeUpdateCommands(update: Document): Document {
  const pull = encodeOperands(update['$pull'], encodeCommands);
  const addToSet = encodeOperands(update['$addToSet'], encodeEach);
  if (pull === update['$pull'] && addToSet === update['$addToSet']) return update;
  return {
    ...update,
    ...(isDocument(pull) && { $pull: pull }),
    ...(isDocument(addToSet) && { $addToSet: addToSet }),
  };
}

function encodeFields(condition: Document): Document {
  const encoded: Document = {};
  const alternatives: Document[] = [];
  let changed = false;
  for (const [field, value] of Object.entries(condition)) {
    if (isSdkCommand(value) && isAlternative(value) && !field.startsWith('$')) {
      const branches = value.operands.map((operand) => encodeFields({ [field]: operand }));
      alternatives.push({ [`$${value.operator}`]: branches });
    } else {
      encoded[field] = encodeCommands(value);
      changed ||= encoded[field] !== value;
    }
  }
  if (alternatives.length > 0) {
    const others = Array.isArray(encoded['$and']) ? encoded['$and'] : [];
    return { ...encoded, $and: [...others, ...alternatives] };
  }
  return changed ? encoded : condition;
}

/** Commands whose operands are a list of values, not one value. */
const OF_LISTS = new Set(['all', 'in', 'nin']);

function isAlternative({ operator }: SdkCommand): boolean {
  return operator === 'or' || operator === 'nor';
}

/** Null for what no operator on one value expresses. */
function encodeCommand(command: SdkCommand): Document | null {
  if (isAlternative(command)) return null;
  const { operator, operands } = command;
  switch (operator) {
    case 'and':
      return merged(operands.map(encodeCommands));
    case 'neq':
      return { $ne: operands[0] };
    default:
      return { [`$${operator}`]: encodeCommands(OF_LISTS.has(operator) ? operands : operands[0]) };
  }
}

/** `{$gt: 1}` and `{$lt: 5}` as one; null if they are not operators, or the same one twice. */
function merged(conditions: readonly unknown[]): Document | null {
  const all: Document = {};
  for (const condition of conditions) {
    if (!isDocument(condition) || isSdkCommand(condition)) return null;
    for (const [operator, operand] of Object.entries(condition)) {
      if (!operator.startsWith('$') || Object.hasOwn(all, operator)) return null;
      all[operator] = operand;
    }
  }
  return all;
}

function encodeOperands(operands: unknown, encode: (operand: unknown) => unknown): unknown {
  if (!isDocument(operands)) return operands;
  const entries = Object.entries(operands).map(([path, operand]) => [path, encode(operand)] as const);
  return entries.some(([path, operand]) => operand !== operands[path])
    ? Object.fromEntries(entries)
    : operands;
}

function encodeEach(operand: unknown): unknown {
  const isEach =
    isDocument(operand) && Object.keys(operand).join() === 'each' && Array.isArray(operand['each']);
  return isEach ? { $each: operand['each'] } : operand;
}
