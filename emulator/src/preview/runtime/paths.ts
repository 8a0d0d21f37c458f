const isAbsolute = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i;

/**
 * Names that are reserved for examples exist nowhere (RFC 2606), so the network is not asked for them: the preview may
 * have such pictures of seed data itself.
 */
const forExamples =
  /^https?:\/\/((?:[^/]+\.)?(?:example\.(?:com|net|org)|[^/.]+\.(?:example|invalid|test))(?::\d+)?\/.*)$/;

/**
 * A file of the mini-program as the phone's page finds it: the mini-program's root is the folder of that page.
 * @param from the page or component that names the file; other addresses with a scheme stay as they are
 */
export function assetUrl(source: string, from = ''): string {
  const example = forExamples.exec(source)?.[1];
  if (example !== undefined) return `/_preview/pictures/${example}`;
  if (source === '' || isAbsolute.test(source)) return source;
  return new URL(source, `http://root/${from}`).pathname.slice(1);
}

/** Components of packages are not the author's to mend. */
export function isOfLibrary(path: string): boolean {
  return path.startsWith('miniprogram_npm/');
}
