import type { FunctionRegistry, RegisteredFunction } from '../../functions/registry.ts';
import { ApiError, type Json } from '../action.ts';
import { requiredText } from '../params.ts';
import { apiErrors } from './limits.ts';

/** The function that `FunctionName` names. @throws ApiError ResourceNotFound.Function */
export function findFunction(registry: FunctionRegistry, params: Json): RegisteredFunction {
  const name = requiredText(params, 'FunctionName');
  const found = registry.get(name);
  if (!found) throw new ApiError(apiErrors.noFunction, `there is no function ${name}`);
  return found;
}
