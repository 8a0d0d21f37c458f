import { functionErrors } from '../../functions/limits.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * Limits of the platform for deployments (https://cloud.tencent.com/document/product/583/11637,
 * https://cloud.tencent.com/document/api/583/18586). They change over the years: this table is the one place to adjust
 * them. Those of running functions stand in `functions/limits.ts`.
 */
export const deploymentLimits = {
  /** A package in the request itself; the official CLI refuses more. */
  zipFileBytes: 1.5 * MIB,
  /** All files of a function together, unpacked. */
  unpackedBytes: 500 * MIB,
  /** Code of a handler's file that GetFunction shows. */
  shownCodeBytes: MIB,
  smallestMemoryMb: 64,
  memoryStepMb: 128,
  maxMemoryMb: 3072,
  /** https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/functions/triggers.html */
  triggersPerFunction: 1,
  /** The end of a call's log that Invoke answers. */
  logTailBytes: 4 * KIB,
  listedFunctions: 20,
  listedLogs: 10,
} as const;

/**
 * Codes of errors. Those of `scf` are listed at https://cloud.tencent.com/document/api/583/30771; which of them the
 * platform chooses where several would fit, and all of the HTTP paths but `pathInUse` (which the CLI looks for), is not
 * documented and chosen here.
 */
export const apiErrors = {
  invalid: 'InvalidParameter',
  unsupported: 'UnsupportedOperation',
  functionExists: 'ResourceInUse.FunctionName',
  noFunction: 'ResourceNotFound.Function',
  name: 'InvalidParameterValue.FunctionName',
  runtime: 'InvalidParameterValue.Runtime',
  handler: 'InvalidParameterValue.Handler',
  memory: 'InvalidParameterValue.MemorySize',
  timeout: 'LimitExceeded.Timeout',
  variables: 'InvalidParameterValue.Environment',
  variablesTooLarge: 'InvalidParameterValue.EnvironmentExceededLimit',
  reservedVariable: 'InvalidParameterValue.EnvironmentSystemProtect',
  noCode: 'MissingParameter.Code',
  base64: 'InvalidParameterValue.ZipFileBase64BinasciiError',
  zip: 'InvalidParameterValue.ZipFile',
  object: 'InvalidParameterValue.TempCosObjectName',
  tooLarge: 'InvalidParameter.RequestTooLarge',
  triggerName: 'InvalidParameterValue.TriggerName',
  triggerType: 'UnsupportedOperation.Trigger',
  triggerPattern: 'InvalidParameterValue.TriggerDesc',
  triggerExists: 'ResourceInUse.Trigger',
  tooManyTriggers: 'LimitExceeded.Trigger',
  noTrigger: 'ResourceNotFound.Trigger',
  event: 'InvalidParameterValue.Param',
  period: 'InvalidParameterValue.StartTimeOrEndTime',
  noCall: 'ResourceNotFound',
  pathInUse: 'InvalidParameter.APICreated',
} as const;

/** What a failed call says of itself (https://cloud.tencent.com/document/product/583/42611), by the emulator's code. */
export const callStatus: ReadonlyMap<string, number> = new Map([
  [functionErrors.failed, 430],
  [functionErrors.payloadTooLarge, 407],
  [functionErrors.tooManyCalls, 432],
  [functionErrors.timedOut, 433],
  [functionErrors.outOfMemory, 434],
]);
