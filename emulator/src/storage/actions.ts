import { PlatformError } from '../kernel/errors.ts';
import type { WireAction, WireBody } from '../kernel/service.ts';
import type { FileStore } from './file-store.ts';
import { checkPath, fileIdOf, pathOfFileId } from './paths.ts';
import type { UploadSignature } from './upload-signature.ts';

/** Most files in one call. https://docs.cloudbase.net/api-reference/server/node-sdk/storage */
const listLimit = 50;

const missing = 'STORAGE_FILE_NONEXIST';

/** The `storage.*` actions of the SDKs. `urlOf` gives the unencoded address of a path. */
export function storageActions(
  store: FileStore,
  signature: UploadSignature,
  urlOf: (path: string) => string,
): Readonly<Record<string, WireAction>> {
  return {
    async 'storage.getUploadMetadata'(body) {
      const path = checkPath(body['path']);
      const fileId = fileIdOf(environmentOf(body), path);
      const authorization = signature.of(path);
      return {
        data: {
          url: encodeURI(urlOf(path)),
          token: 'local',
          authorization,
          fileId,
          // The SDKs send this back in a header, which a Chinese path could not stand in.
          cosFileId: Buffer.from(fileId).toString('base64url'),
        },
      };
    },

    async 'storage.batchGetDownloadUrl'(body) {
      const files = objectsOf(body, 'file_list');
      return { data: { download_list: await Promise.all(files.map(({ fileid }) => locate(fileid))) } };
    },

    async 'storage.batchDeleteFile'(body) {
      const results = listOf(body, 'fileid_list').map(async (fileID) => {
        const path = pathOfFileId(fileID);
        const deleted = path !== null && (await store.delete(path));
        return { fileID, code: deleted ? 'SUCCESS' : missing };
      });
      return { data: { delete_list: await Promise.all(results) } };
    },

    async 'storage.batchCopyFile'(body) {
      const results: unknown[] = [];
      // One after the other: a later copy may start from what an earlier one made.
      for (const order of objectsOf(body, 'file_list')) results.push(await copy(environmentOf(body), order));
      return { data: { copy_list: results } };
    },

    /** The platform's default rule: everybody reads, only who uploaded a file writes. Functions uploaded these. */
    async 'storage.getFileAuthority'(body) {
      return {
        data: objectsOf(body, 'fileList').map(({ path, type }) => ({
          path,
          cosFileId: path,
          ...(String(type).includes('READ') ? { read: true } : {}),
          ...(String(type).includes('WRITE') ? { write: false } : {}),
        })),
      };
    },
  };

  async function locate(fileID: unknown) {
    const path = pathOfFileId(fileID);
    if (path === null || !(await store.get(path))) return { fileID, tempFileURL: '', code: missing };
    return { fileID, tempFileURL: urlOf(path), code: 'SUCCESS' };
  }

  async function copy(environment: string, order: Readonly<Record<string, unknown>>) {
    const from = checkPath(pathOfFileId(order['src_path']) ?? order['src_path']);
    const to = checkPath(pathOfFileId(order['dst_path']) ?? order['dst_path']);
    const file = await store.get(from);
    if (!file) return { code: missing, message: `no file at ${from}` };
    if (order['overwrite'] === false && (await store.get(to))) {
      return { code: 'STORAGE_REQUEST_FAIL', message: `there is a file at ${to} already` };
    }
    await store.put(to, file);
    if (order['remove_original'] === true) await store.delete(from);
    return { fileId: fileIdOf(environment, to), code: 'SUCCESS' };
  }
}

function environmentOf(body: WireBody): string {
  return typeof body['envName'] === 'string' && body['envName'] !== '' ? body['envName'] : 'local-env';
}

function listOf(body: WireBody, field: string): unknown[] {
  const list = body[field];
  if (!Array.isArray(list)) throw new PlatformError('INVALID_PARAM', `${field} must be a list`);
  if (list.length > listLimit) {
    throw new PlatformError('INVALID_PARAM', `${field} holds more than ${listLimit} files`);
  }
  return list;
}

function objectsOf(body: WireBody, field: string): Readonly<Record<string, unknown>>[] {
  return listOf(body, field).map((item) => {
    if (typeof item === 'object' && item !== null) return Object.fromEntries(Object.entries(item));
    throw new PlatformError('INVALID_PARAM', `${field} must hold objects`);
  });
}
