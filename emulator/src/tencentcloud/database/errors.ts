import { PlatformError } from '../../kernel/errors.ts';
import { type ApiAction, ApiError } from '../action.ts';

/**
 * The codes of refusals. All stand on the lists that the vendor's SDK has for actions with tables
 * (https://github.com/TencentCloud/tencentcloud-sdk-go, `tencentcloud/tcb/v20180608/client.go`). Which of them stands
 * for which mistake is not documented, and chosen here; only that of a collection that is missing, or there already, is
 * known: the texts of the SDKs' errors begin with it. The actions with permissions have shorter lists or none.
 */
export const databaseErrors = {
  name: 'InvalidParameterValue',
  index: 'InvalidParameterValue',
  page: 'InvalidParameter',
  permission: 'InvalidParameter',
  createAndDrop: 'InvalidParameter',
  noParameter: 'MissingParameter',
  otherInstance: 'ResourceNotFound.Connector',
  unsupported: 'UnsupportedOperation',
  DATABASE_COLLECTION_NOT_EXIST: 'ResourceNotFound',
  DATABASE_COLLECTION_ALREADY_EXIST: 'ResourceUnavailable.ResourceExist',
  DATABASE_COLLECTION_EXCEED_LIMIT: 'LimitExceeded.OutOfTableQuota',
  DATABASE_INDEX_NOT_EXIST: 'ResourceNotFound',
  DATABASE_INDEX_CONFLICT: 'ResourceUnavailable.IndexOptionsConflict',
  DATABASE_INDEX_EXCEED_LIMIT: 'LimitExceeded.OutOfIndexQuota',
  // An index that the documents do not allow, or a disk that is full.
  DATABASE_REQUEST_FAILED: 'FailedOperation',
  // An open transaction holds the collection.
  DATABASE_TRANSACTION_FAIL: 'FailedOperation.Timeout',
  INVALID_PARAM: 'InvalidParameterValue',
} as const;

/** The action, with the codes of this API for what the database refuses. */
export function withApiCodes(action: ApiAction): ApiAction {
  return async (params) => {
    try {
      return await action(params);
    } catch (error) {
      throw error instanceof PlatformError ? translated(error) : error;
    }
  };
}

function translated(error: PlatformError): Error {
  const { code, message } = error;
  if (!isKnown(code)) return error;
  // Where the data plane's text begins with a code, it is that of this API.
  return new ApiError(databaseErrors[code], message.replace(/^\[[\w.]+\] /, ''));
}

function isKnown(code: string): code is keyof typeof databaseErrors {
  return Object.hasOwn(databaseErrors, code);
}
