import { Refusal } from '../pages/refusal.ts';
import { identity } from '../settings/identity.ts';
import { asyncApi } from './api.ts';
import { postJson } from './post-json.ts';

interface FunctionCall {
  readonly name: string;
  readonly data?: unknown;
}

function field(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}

/** @throws Refusal with the emulator's errCode and requestID when the function itself fails */
async function callFunction({
  name,
  data = {},
}: FunctionCall): Promise<{ result: unknown; requestID: string }> {
  const { openid } = identity();
  const { ok, body } = await postJson(
    `/functions/${name}`,
    data,
    openid === null ? {} : { 'x-wx-openid': openid },
  );
  if (ok) return { result: body, requestID: '' };
  const errCode = field(body, 'errCode');
  const errMsg = field(body, 'errMsg');
  const requestID = field(body, 'requestID');
  throw new Refusal(`Error: errCode: ${errCode} | errMsg: ${errMsg}`, { errCode, requestID });
}

/** `cloud://<environment>.<bucket>/<path>` is served by the emulator's storage. */
function tempFileUrl(fileID: string): string {
  const path = /^cloud:\/\/[^/]+\/(.+)$/.exec(fileID)?.[1];
  return path ? `${location.origin}/storage/${path}` : fileID;
}

type FileEntry = string | { readonly fileID: string };

export const cloud = {
  init() {},
  callFunction: asyncApi('cloud.callFunction', callFunction),
  getTempFileURL: asyncApi(
    'cloud.getTempFileURL',
    ({ fileList }: { readonly fileList: readonly FileEntry[] }) => ({
      fileList: fileList.map((entry) => {
        const fileID = typeof entry === 'string' ? entry : entry.fileID;
        return { fileID, tempFileURL: tempFileUrl(fileID), status: 0, errMsg: 'ok' };
      }),
    }),
  ),
};
