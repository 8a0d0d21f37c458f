import { join } from 'node:path';

import type { Service } from '../kernel/service.ts';
import { storageActions } from './actions.ts';
import { DirectoryStore } from './directory-store.ts';
import { type FileStore, MemoryStore } from './file-store.ts';
import { transferRoutes } from './transfer.ts';
import { UploadSignature } from './upload-signature.ts';

interface ExportedFile {
  readonly path: string;
  readonly contentType: string;
  readonly base64: string;
}

/**
 * Cloud storage: the SDKs' uploadFile, getTempFileURL, downloadFile, deleteFile and copyFile. Files stand in
 * `<dataDir>/storage`, or in memory without one. Download addresses do not expire.
 */
export function createStorage(options: { readonly dataDir: string | null }): Service {
  const store: FileStore =
    options.dataDir === null ? new MemoryStore() : new DirectoryStore(join(options.dataDir, 'storage'));
  const signature = new UploadSignature();
  let origin = '';
  return {
    name: 'storage',
    async start(itsOrigin) {
      origin = itsOrigin;
    },
    actions: storageActions(store, signature, (path) => `${origin}/storage/${path}`),
    routes: transferRoutes(store, signature),
    reset: () => store.clear(),

    async exportState() {
      const files: ExportedFile[] = [];
      for (const path of await store.paths()) {
        const file = await store.get(path);
        if (file) files.push({ path, contentType: file.contentType, base64: file.bytes.toString('base64') });
      }
      return { files };
    },

    async importState(state) {
      const files = filesOf(state);
      await store.clear();
      for (const { path, contentType, base64 } of files) {
        await store.put(path, { contentType, bytes: Buffer.from(base64, 'base64') });
      }
    },
  };
}

function filesOf(state: unknown): readonly ExportedFile[] {
  const files = typeof state === 'object' && state !== null && 'files' in state ? state.files : null;
  if (!Array.isArray(files) || !files.every(isExportedFile))
    throw new Error('the state of storage has no files');
  return files;
}

function isExportedFile(file: unknown): file is ExportedFile {
  return (
    typeof file === 'object' &&
    file !== null &&
    'path' in file &&
    typeof file.path === 'string' &&
    'contentType' in file &&
    typeof file.contentType === 'string' &&
    'base64' in file &&
    typeof file.base64 === 'string'
  );
}
