import type { Environment } from './finding.ts';

/** Fills `{{env.X}}` as the CLI does: what is not set becomes nothing. */
export function render(text: string, environment: Environment): string {
  return text.replace(/\{\{env\.(\w+)\}\}/g, (_whole, name: string) => environment[name] ?? '');
}
