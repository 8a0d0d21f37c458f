import { create } from '../dom.ts';
import { Refusal } from '../pages/refusal.ts';
import { asyncApi } from './api.ts';

/** The user's own folder; what is written stays until the phone is loaded anew. */
const userDataPath = 'http://usr';

type Content = string | ArrayBuffer;

const files = new Map<string, Content>();

interface WriteFile {
  readonly filePath: string;
  readonly data: Content;
  readonly encoding?: string;
}

interface FilePath {
  readonly filePath: string;
}

function write(filePath: string, data: Content): void {
  if (!filePath.startsWith(`${userDataPath}/`)) throw new Refusal(`permission denied, open ${filePath}`);
  files.set(filePath, data);
}

function read(filePath: string): Content {
  const data = files.get(filePath);
  if (data === undefined) throw new Refusal(`no such file or directory, open ${filePath}`);
  return data;
}

function remove(filePath: string): void {
  read(filePath);
  files.delete(filePath);
}

const fileSystemManager = {
  writeFile: asyncApi('writeFile', ({ filePath, data }: WriteFile) => write(filePath, data)),
  writeFileSync: (filePath: string, data: Content) => write(filePath, data),
  readFile: asyncApi('readFile', ({ filePath }: FilePath) => ({ data: read(filePath) })),
  readFileSync: read,
  unlink: asyncApi('unlink', ({ filePath }: FilePath) => remove(filePath)),
  unlinkSync: remove,
  access: asyncApi('access', ({ path }: { readonly path: string }) => {
    read(path);
  }),
};

/** In WeChat the user sends the file to a friend; here the browser keeps it. */
function download({ filePath, fileName }: FilePath & { readonly fileName?: string }): void {
  const url = URL.createObjectURL(new Blob([read(filePath)]));
  const name = fileName ?? filePath.slice(filePath.lastIndexOf('/') + 1);
  const link = create('a', { attributes: { href: url, download: name } });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url));
}

export const fileApis = {
  env: { USER_DATA_PATH: userDataPath },
  getFileSystemManager: () => fileSystemManager,
  shareFileMessage: asyncApi('shareFileMessage', download),
  openDocument: asyncApi('openDocument', download),
};
