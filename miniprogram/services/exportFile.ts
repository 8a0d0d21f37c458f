import { type ExportFile, type ExportPage, withPage } from '../views/privacy';
import { call } from './call';

/**
 * Reads everything that is held about the buyer, a page at a time, to the end.
 * @param onPage hears after each page how many orders were found so far
 * @throws CallFailure; what was read by then is of no use
 */
export async function readExport(onPage: (orders: number) => void): Promise<ExportFile> {
  let file: ExportFile | null = null;
  let cursor: string | null = null;
  do {
    const further: { readonly cursor?: string } = cursor === null ? {} : { cursor };
    const page: ExportPage = await call('account', { action: 'export', ...further });
    file = withPage(file, page);
    cursor = page.nextCursor;
    onPage(file.orders.length);
  } while (cursor !== null);
  return file;
}

/** Always the same one: written anew, it takes the place of the last. */
function filePath(): string {
  return `${wx.env.USER_DATA_PATH}/my-data.json`;
}

/** Puts the text into a file on this phone. Where there is no room for it, it cannot be sent, but still copied. */
export function writeExport(text: string): Promise<void> {
  return new Promise((resolve) => {
    wx.getFileSystemManager().writeFile({
      filePath: filePath(),
      data: text,
      encoding: 'utf8',
      complete: () => resolve(),
    });
  });
}

/**
 * Lets the buyer send the file into one of his chats. WeChat allows it straight after a tap only.
 * @returns false where WeChat cannot; that he changed his mind is no failure
 */
export async function shareExport(fileName: string): Promise<boolean> {
  try {
    await wx.shareFileMessage({ filePath: filePath(), fileName });
    return true;
  } catch (error) {
    return isCancelled(error);
  }
}

/** What identifies the buyer does not stay behind on a phone that others may hold. */
export function removeExport(): void {
  wx.getFileSystemManager().unlink({ filePath: filePath(), fail: () => undefined });
}

function isCancelled(error: unknown): boolean {
  const { errMsg = '' } = error as { errMsg?: string };
  return errMsg.includes('cancel');
}
