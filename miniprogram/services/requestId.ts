/** The number of one filled form, and what the form said. */
export interface RequestNumber {
  readonly requestId: string;
  readonly input: string;
}

/**
 * The number under which a form is sent. As long as the form says the same it stays the same, so that a second tap, a
 * time-out and another try make no second order; a changed form gets a new one.
 * @param last what was sent before, if anything was
 */
export function requestNumber(form: object, last: RequestNumber | null): RequestNumber {
  const input = JSON.stringify(form);
  return last?.input === input ? last : { requestId: newId(), input };
}

/** Two orders of one buyer must differ, no more: the functions join it with who he is. */
function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2).padEnd(11, '0')}`;
}
