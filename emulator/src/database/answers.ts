import { type Document, ObjectId, stringifyEjson } from '../documents/index.ts';

/**
 * An ObjectId in EJSON text. Inside of texts the quotation marks are escaped, so that nothing else looks like
 * it.
 */
const OBJECT_ID = /\{"\$oid":("[0-9a-f]{24}")\}/g;

/**
 * A document as the SDKs take it. The platform answers ObjectIds as texts, which is what the vendor's own suite
 * expects; the SDKs would make an empty object of anything else.
 * Source: https://github.com/TencentCloudBase/node-sdk/blob/master/test/database/unit/oid.test.ts
 */
export function answerDocument(document: Document): string {
  return stringifyEjson(document).replace(OBJECT_ID, '$1');
}

export function answerId(id: unknown): unknown {
  return id instanceof ObjectId ? id.hex : id;
}
