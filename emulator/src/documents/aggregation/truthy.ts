/** Whether an expression counts as true: everything but false, zero, null and missing. */
export function truthy(value: unknown): boolean {
  return value !== false && value !== 0 && value !== null && value !== undefined;
}
