import { functionLimits } from '../../functions/limits.ts';
import type { Deployment } from '../../functions/registry.ts';
import { ApiError, type Json } from '../action.ts';
import { countParam, objectParam, objectsParam, requiredText, textParam } from '../params.ts';
import { apiErrors, deploymentLimits } from './limits.ts';

/** What the API fills in where a parameter is absent (https://cloud.tencent.com/document/api/583/18586). */
const defaults = { memoryMb: 128, timeoutS: 3 };

/** https://cloud.tencent.com/document/api/583/18586 */
const nameForm = /^[A-Za-z][\w-]{0,58}[A-Za-z\d]$/;
const handlerForm = /^[A-Za-z][\w-]{0,58}[A-Za-z]\.[A-Za-z][\w-]{0,58}[A-Za-z]$/;
const runtimeForm = /^Nodejs\d+\.\d+$/;
/** https://docs.cloudbase.net/cloud-function/function-configuration/env */
const variableForm = /^[A-Za-z]\w*$/;
const reservedVariables = /^(SCF|QCLOUD|TENCENTCLOUD)_/;

/** @throws ApiError */
export function readName(params: Json): string {
  const name = requiredText(params, 'FunctionName');
  if (nameForm.test(name)) return name;
  throw new ApiError(
    apiErrors.name,
    `"${name}" cannot be the name of a function: 2 to 60 letters, digits, - and _, a letter first, no - or _ last`,
  );
}

/** @throws ApiError */
export function readHandler(params: Json): string {
  const handler = requiredText(params, 'Handler');
  if (handlerForm.test(handler)) return handler;
  throw new ApiError(apiErrors.handler, `the handler "${handler}" is not of the form file.function`);
}

/** @throws ApiError for all but Node.js, the one thing that runs here */
export function readRuntime(params: Json): string {
  const runtime = requiredText(params, 'Runtime');
  if (runtimeForm.test(runtime)) return runtime;
  throw new ApiError(
    apiErrors.runtime,
    `the emulator cannot run ${runtime}, only Node.js (such as Nodejs20.19)`,
  );
}

type Limits = Pick<Deployment, 'timeoutMs' | 'memoryMb' | 'variables'>;

/** Of a new function. @throws ApiError */
export function readLimits(params: Json): Limits {
  const {
    timeoutMs = defaults.timeoutS * 1000,
    memoryMb = defaults.memoryMb,
    variables = {},
  } = readChanges(params);
  return { timeoutMs, memoryMb, variables };
}

/** What a change says; what it is silent about stays. @throws ApiError */
export function readChanges(params: Json): Partial<Limits> {
  const timeoutS = readTimeout(params);
  const memoryMb = readMemory(params);
  const variables = readVariables(params);
  return {
    ...(timeoutS !== undefined && { timeoutMs: timeoutS * 1000 }),
    ...(memoryMb !== undefined && { memoryMb }),
    ...(variables && { variables }),
  };
}

function readTimeout(params: Json): number | undefined {
  const timeoutS = countParam(params, 'Timeout');
  if (timeoutS === undefined || (timeoutS >= 1 && timeoutS <= functionLimits.maxTimeoutS)) return timeoutS;
  throw new ApiError(
    apiErrors.timeout,
    `Timeout is ${timeoutS}: it must be 1 to ${functionLimits.maxTimeoutS} s`,
  );
}

function readMemory(params: Json): number | undefined {
  const memoryMb = countParam(params, 'MemorySize');
  const { smallestMemoryMb, memoryStepMb, maxMemoryMb } = deploymentLimits;
  if (memoryMb === undefined || memoryMb === smallestMemoryMb) return memoryMb;
  if (memoryMb > 0 && memoryMb <= maxMemoryMb && memoryMb % memoryStepMb === 0) return memoryMb;
  throw new ApiError(
    apiErrors.memory,
    `MemorySize is ${memoryMb}: it must be ${smallestMemoryMb}, or ${memoryStepMb} to ${maxMemoryMb} in steps of ${memoryStepMb} MB`,
  );
}

function readVariables(params: Json): Record<string, string> | undefined {
  const environment = objectParam(params, 'Environment');
  if (!environment) return undefined;
  const variables: Record<string, string> = {};
  for (const variable of objectsParam(environment, 'Variables')) {
    const name = requiredText(variable, 'Key');
    const value = textParam(variable, 'Value');
    if (!variableForm.test(name)) {
      throw new ApiError(apiErrors.variables, `"${name}" cannot be the name of a variable`);
    }
    if (reservedVariables.test(name)) {
      throw new ApiError(apiErrors.reservedVariable, `the variable ${name} belongs to the platform`);
    }
    variables[name] = value ?? '';
  }
  const bytes = Buffer.byteLength(Object.entries(variables).flat().join(''));
  if (bytes > functionLimits.variablesBytes) {
    throw new ApiError(
      apiErrors.variablesTooLarge,
      `the variables have ${bytes} bytes, and ${functionLimits.variablesBytes} are allowed`,
    );
  }
  return variables;
}
