const isAbsolute = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i;

/**
 * A file of the mini-program as the phone's page finds it: the mini-program's root is the folder of that page.
 * @param from the page or component that names the file; addresses with a scheme stay as they are
 */
export function assetUrl(source: string, from = ''): string {
  if (source === '' || isAbsolute.test(source)) return source;
  return new URL(source, `http://root/${from}`).pathname.slice(1);
}

/** Components of packages are not the author's to mend. */
export function isOfLibrary(path: string): boolean {
  return path.startsWith('miniprogram_npm/');
}
