/** One line of JSON in the function's log. Never a phone number, an address, an openid or a key. */
export function logEvent(event: string, fields: Readonly<Record<string, unknown>> = {}): void {
  console.log(JSON.stringify({ event, ...fields }));
}

/** What a person must look at; alarms in the console filter for `"level":"alarm"`. */
export function logAlarm(event: string, fields: Readonly<Record<string, unknown>> = {}): void {
  console.error(JSON.stringify({ level: 'alarm', event, ...fields }));
}

/** A defect or a broken neighbour, with its stack and nothing of the input. */
export function logDefect(error: unknown): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  console.error(JSON.stringify({ level: 'error', event: 'defect', name, message, stack }));
}
