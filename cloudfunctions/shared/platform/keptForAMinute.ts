const KEPT_MS = 60_000;
/** Whoever asks with ever new keys must not fill the instance's memory. */
const MAX_KEPT = 1_000;

/**
 * Keeps what `load` gave for a minute, per key: policy and operators change rarely, and a warm instance need
 * not read them for every call. A failed load is not kept.
 */
export function keptForAMinute<T>(load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const kept = new Map<string, { readonly value: Promise<T>; readonly until: number }>();
  return (key) => {
    const now = Date.now();
    const known = kept.get(key);
    // A clock that was set back would keep a value for ever; then it is read again.
    if (known && now < known.until && now >= known.until - KEPT_MS) return known.value;
    if (kept.size >= MAX_KEPT) kept.clear();
    const value = load(key);
    kept.set(key, { value, until: now + KEPT_MS });
    value.catch(() => {
      if (kept.get(key)?.value === value) kept.delete(key);
    });
    return value;
  };
}
