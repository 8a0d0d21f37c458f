import { printTable } from './bench/table.ts';
import { prepareMiniprogram } from './build/miniprogram.ts';
import { checkAppConfig } from './checkMiniprogram/checkAppConfig.ts';
import { checkCompilers } from './checkMiniprogram/checkCompilers.ts';
import { checkComponents } from './checkMiniprogram/checkComponents.ts';
import { checkFields } from './checkMiniprogram/checkFields.ts';
import { checkFiles } from './checkMiniprogram/checkFiles.ts';
import { checkHandlers } from './checkMiniprogram/checkHandlers.ts';
import { checkPreview } from './checkMiniprogram/checkPreview.ts';
import { checkRoutes } from './checkMiniprogram/checkRoutes.ts';
import { checkScripts } from './checkMiniprogram/checkScripts.ts';
import { checkTheme } from './checkMiniprogram/checkTheme.ts';
import { checkTypes } from './checkMiniprogram/checkTypes.ts';
import { type Finding, report } from './checkMiniprogram/finding.ts';
import { checkSizes, type PackageSize, sizesOf } from './checkMiniprogram/packageSizes.ts';
import { type Project, readProject } from './checkMiniprogram/project.ts';
import { vendorCompilers } from './checkMiniprogram/vendorCompilers.ts';
import { runTool } from './runTool.ts';

/** `npm run check:miniprogram`: everything that can be checked without WeChat. Ends with 1 on any finding. */
await runTool(async () => {
  const projectDir = process.cwd();
  await prepareMiniprogram(projectDir);
  const project = readProject(projectDir);
  const sizes = await sizesOf(project);
  const findings = [...(await findingsIn(project)), ...checkSizes(sizes)];
  if (findings.length > 0) {
    console.log(report('miniprogram', findings));
    process.exitCode = 1;
  }
  printSizes(sizes);
  const own = project.units.filter(({ path }) => !path.includes('miniprogram_npm'));
  const count = (kind: string) => own.filter((unit) => unit.kind === kind).length;
  console.log(
    `\n${count('page')} pages, ${count('component')} components of our own: ${findings.length || 'no'} findings.`,
  );
});

async function findingsIn(project: Project): Promise<Finding[]> {
  return [
    ...project.findings,
    ...checkAppConfig(project),
    ...checkTheme(project),
    ...checkFields(project),
    ...checkFiles(project),
    ...checkComponents(project),
    ...checkHandlers(project),
    ...checkRoutes(project),
    ...checkTypes(project),
    ...(await checkScripts(project)),
    ...askVendor(project),
    ...(await checkPreview(project)),
  ];
}

function askVendor(project: Project): Finding[] {
  const compilers = vendorCompilers();
  if (!compilers) {
    console.log(
      `WeChat's own compilers do not run on ${process.platform} ${process.arch}: WXML and WXSS unchecked by them.`,
    );
    return [];
  }
  try {
    return checkCompilers(project, compilers);
  } finally {
    compilers.close();
  }
}

function printSizes(sizes: readonly PackageSize[]): void {
  const kilobytes = (bytes: number) => (bytes / 1024).toFixed(0);
  const row = (name: string, { files, bytes, npmBytes }: Omit<PackageSize, 'root'>, limit: string) => [
    name,
    String(files),
    kilobytes(bytes),
    kilobytes(npmBytes),
    limit,
  ];
  const sum = (key: 'files' | 'bytes' | 'npmBytes') => sizes.reduce((total, one) => total + one[key], 0);
  printTable('Packages: what can be reached, minified', [
    ['package', 'files', 'KB', 'of it npm', 'limit'],
    ...sizes.map((one) => row(one.root || 'main', one, '2048')),
    row('all', { files: sum('files'), bytes: sum('bytes'), npmBytes: sum('npmBytes') }, '20480'),
  ]);
}
