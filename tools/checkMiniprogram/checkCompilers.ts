import type { Finding } from './finding.ts';
import type { Project } from './project.ts';
import type { VendorCompilers } from './vendorCompilers.ts';

/** What WeChat's own compilers say about everything that would be shipped, npm packages included. */
export function checkCompilers({ root, files }: Project, compilers: VendorCompilers): Finding[] {
  const ending = (...endings: string[]) =>
    [...files.keys()].filter((file) => endings.some((one) => file.endsWith(one)));
  return [
    ...templates(root, ending('.wxml', '.wxs'), compilers),
    ...styles(compilers.complaints('wcsc', root, ending('.wxss'))),
  ];
}

/** wcc stops at the first file that it refuses; the others are given to it again. */
function templates(root: string, files: readonly string[], compilers: VendorCompilers): Finding[] {
  const complaint = compilers.complaints('wcc', root, files);
  if (complaint === '') return [];
  const [, file = '', line, message = ''] = /^(.+?):(\d+):\d+:\s*([\s\S]*)$/.exec(complaint) ?? [];
  const others = files.filter((one) => one !== file);
  if (others.length === files.length) return [{ file: 'app.json', line: null, message: complaint }];
  // A script that was refused is missing from the others, and one that is not there is found with all files.
  if (/ not found from /.test(message)) return templates(root, others, compilers);
  return [{ file, line: Number(line), message }, ...templates(root, others, compilers)];
}

function styles(complaint: string): Finding[] {
  return complaint
    .split('\n')
    .map((line) => line.replace(/^ERR:\s*/, '').trim())
    .filter((line) => line !== '' && !/^error file count|not found from/.test(line))
    .map((line) => {
      const [, file, at, message] = /^(.+?)\((\d+):\d+\):\s*(.*)$/.exec(line) ?? [];
      return file && message
        ? { file, line: Number(at), message }
        : { file: 'app.wxss', line: null, message: line };
    });
}
