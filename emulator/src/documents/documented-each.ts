import { type Document, isDocument } from './values.ts';

/**
 * `_.addToSet({ each: […] })` as its documentation has it; the SDK sends it as one value, without the `$`.
 * Source:
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/database/command/Command.addToSet.html
 * @returns the same update if there is nothing to do
 */
export function encodeEach(update: Document): Document {
  const given = update['$addToSet'];
  if (!isDocument(given) || !Object.values(given).some(isEach)) return update;
  const encoded = Object.entries(given).map(
    ([path, operand]) => [path, isEach(operand) ? { $each: operand['each'] } : operand] as const,
  );
  return { ...update, $addToSet: Object.fromEntries(encoded) };
}

function isEach(operand: unknown): operand is Document {
  return isDocument(operand) && Object.keys(operand).join() === 'each' && Array.isArray(operand['each']);
}
