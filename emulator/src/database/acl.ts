const ACL_TAGS = ['READONLY', 'PRIVATE', 'ADMINWRITE', 'ADMINONLY', 'CUSTOM'] as const;

/** Who may read and write from a client, by https://docs.cloudbase.net/database/data-permission */
export type AclTag = (typeof ACL_TAGS)[number];

/** The permissions of a collection. They bind clients only, and none calls here: they are kept, and told. */
export interface Acl {
  readonly tag: AclTag;
  /** The text of the custom rule; null for every other tag. */
  readonly rule: string | null;
}

export const aclTagNames = ACL_TAGS.join(', ');

/** What the platform gives a collection that comes without permissions. */
export const newCollectionAcl: Acl = { tag: 'PRIVATE', rule: null };

export function isAclTag(value: unknown): value is AclTag {
  return ACL_TAGS.some((tag) => tag === value);
}
