import { PlatformError } from '../kernel/errors.ts';
import { type ProtobufField, readProtobuf, writeProtobuf } from './protobuf.ts';

/** Arguments of a call, snake_case: JSON values, or bytes where a file is sent. */
export type OpenApiArguments = Readonly<Record<string, unknown>>;

/** What WeChat's own API answers: `errcode` 0 (or none) is success. */
export type OpenApiResult = Readonly<Record<string, unknown>> & { readonly errcode: number };

/** Field numbers of the two messages, observed in wx-server-sdk 4.0.2. */
const commApiData = { openapiData: 2 };
const openApiData = { pairs: 1 };
const pair = { key: 1, value: 2, fileName: 4 };
const commOpenApiResp = { respData: 1, contentType: 2, httpCode: 4 };

/** Arguments from a CommApiData message. @throws PlatformError INVALID_PARAM */
export function decodeArguments(message: Buffer): OpenApiArguments {
  try {
    const data = readProtobuf(bytesOf(readProtobuf(message), commApiData.openapiData));
    const pairs = data.filter(({ number }) => number === openApiData.pairs);
    return Object.fromEntries(
      pairs.map((field) => decodePair('bytes' in field ? field.bytes : Buffer.alloc(0))),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PlatformError('INVALID_PARAM', `requestData is no CommApiData: ${why}`);
  }
}

function decodePair(message: Buffer): [string, unknown] {
  const fields = readProtobuf(message);
  const key = bytesOf(fields, pair.key).toString();
  const value = bytesOf(fields, pair.value);
  const isFile = bytesOf(fields, pair.fileName).length > 0;
  return [key, isFile ? value : JSON.parse(value.toString())];
}

function bytesOf(fields: readonly ProtobufField[], number: number): Buffer {
  const field = fields.find((one) => one.number === number);
  return field && 'bytes' in field ? field.bytes : Buffer.alloc(0);
}

/** A CommOpenApiResp message that holds a JSON result. */
export function encodeResult(result: OpenApiResult): Buffer {
  return writeProtobuf([
    { number: commOpenApiResp.respData, bytes: Buffer.from(JSON.stringify(result)) },
    { number: commOpenApiResp.contentType, bytes: Buffer.from('application/json; charset=UTF-8') },
    { number: commOpenApiResp.httpCode, integer: 200 },
  ]);
}
