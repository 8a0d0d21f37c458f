/** A message to one buyer outside the mini-program: one send of a template that the buyer agreed to. */
export interface PushMessage {
  readonly openid: string;
  /** WeChat's id of the template, as the mini-program asked the buyer for. */
  readonly templateId: string;
  /** Where a tap on the message leads: a page of the released mini-program, with its parameters. */
  readonly page: string;
  /** The template's fields by name, such as `amount1`. The name decides which text WeChat takes. */
  readonly data: Readonly<Record<string, string>>;
}

/**
 * `sent`: WeChat took it. `refused`: it was certainly not delivered. `unknown`: no answer that proves either;
 * it may have been delivered, and then the buyer's agreement is used up.
 */
export type PushOutcome = 'sent' | 'refused' | 'unknown';
