const form = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/**
 * A time as the API writes it, to the second. In the time zone of this machine, since the CLI, which runs on it, asks
 * in that one for logs.
 */
export function apiTime(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

/** @returns ms since the epoch, or null if the text is no time */
export function parseApiTime(text: string): number | null {
  const ms = form.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}
