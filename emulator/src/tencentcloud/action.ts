/** Parameters of an action, or the fields of its answer. */
export type Json = Readonly<Record<string, unknown>>;

/** One action of the API. @throws ApiError for what Tencent Cloud refuses */
export type ApiAction = (params: Json) => Promise<Json>;

/** By service and action, such as `scf.CreateFunction`. */
export type ApiActions = Readonly<Record<string, ApiAction>>;

/**
 * What the API answers instead of a result: `{"Response": {"Error": {"Code", "Message"}}}`, with HTTP status 200
 * (https://cloud.tencent.com/document/api/583/17239).
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
