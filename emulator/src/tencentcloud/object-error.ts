/** What the object storage answers instead of a result (https://cloud.tencent.com/document/product/436/7730). */
export class ObjectError extends Error {
  override readonly name = 'ObjectError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
