import { type Acl, aclTagNames, isAclTag } from '../../database/index.ts';
import { ApiError } from '../action.ts';
import { databaseErrors } from './errors.ts';

/** One of the four permissions that need no rule. @throws ApiError */
export function simpleAcl(tag: string): Acl {
  if (tag !== 'CUSTOM') return aclWithRule(tag, undefined);
  throw new ApiError(databaseErrors.permission, 'AclTag CUSTOM needs a rule: use ModifySafeRule');
}

/** Any permission; CUSTOM has a rule, which is kept as it is. @throws ApiError */
export function aclWithRule(tag: string, rule: string | undefined): Acl {
  if (!isAclTag(tag)) {
    throw new ApiError(databaseErrors.permission, `the permission must be one of ${aclTagNames}, not ${tag}`);
  }
  if (tag !== 'CUSTOM') return { tag, rule: null };
  if (rule === undefined || rule.trim() === '') {
    throw new ApiError(databaseErrors.noParameter, 'the permission CUSTOM needs a rule');
  }
  return { tag, rule };
}
