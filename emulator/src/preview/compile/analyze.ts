import { type AppSource, readApp } from './app-config.ts';
import { ComponentCollector, type ComponentSource } from './components.ts';
import { FindingList } from './findings.ts';
import { checkMarkup } from './markup-checks.ts';
import { SourceTree } from './source-tree.ts';
import { compileTemplates } from './templates.ts';

/** A mini-program understood: all but its style sheets and scripts. */
export interface Analysis {
  readonly tree: SourceTree;
  readonly app: AppSource;
  /** What is used comes before what uses it. */
  readonly components: readonly ComponentSource[];
  /** A JavaScript expression: compiled templates by path. */
  readonly templates: string;
  readonly findings: FindingList;
}

export interface AnalyzeOptions {
  readonly root: string;
  /** Templates that say more when something is wrong. */
  readonly isDevelopment: boolean;
  /** Components to be taken in even if no page uses them. */
  readonly others?: readonly string[];
}

/** @throws Error if there is no app.json */
export async function analyze({ root, isDevelopment, others = [] }: AnalyzeOptions): Promise<Analysis> {
  const tree = new SourceTree(root);
  const findings = new FindingList(tree);
  const app = readApp(tree, findings);
  const components = new ComponentCollector(tree, app, findings).collect(others);
  const templates = await compileTemplates(tree, components, findings, isDevelopment);
  checkMarkup(components, { tree, templates: templates.sources, findings });
  return { tree, app, components, templates: templates.code, findings };
}
