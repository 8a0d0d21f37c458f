/** What WeChat refuses; `wx` answers it as `<api>:fail <message>`. */
export class Refusal extends Error {
  /** @param details further fields of the failure, such as `errCode` */
  constructor(
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}
