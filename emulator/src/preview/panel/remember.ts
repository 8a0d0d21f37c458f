/** Keeps small things from one visit of the panel to the next, where the browser lets it. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`preview.${key}`, JSON.stringify(value));
  } catch {
    // Without storage the panel only forgets.
  }
}

export function remembered(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(`preview.${key}`) ?? 'null');
  } catch {
    return null;
  }
}
