/**
 * Canonical EJSON made readable: numbers as numbers, dates as `{"$date": "<ISO 8601>"}`
 * (https://github.com/mongodb/specifications/blob/master/source/extended-json/extended-json.md, relaxed mode).
 */
export function relaxed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relaxed);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, inner] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0) {
    if (key === '$numberInt' || key === '$numberLong' || key === '$numberDouble')
      return relaxedNumber(value, inner);
    if (key === '$date') return { $date: isoDate(relaxed(inner)) };
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, relaxed(each)]));
}

/** What JSON cannot hold exactly stays as it is. */
function relaxedNumber(wrapped: unknown, text: unknown): unknown {
  const number = Number(text);
  return Number.isSafeInteger(number) || (Number.isFinite(number) && !Number.isInteger(number))
    ? number
    : wrapped;
}

function isoDate(ms: unknown): unknown {
  return typeof ms === 'number' && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : ms;
}
