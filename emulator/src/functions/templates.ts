import { randomUUID } from 'node:crypto';

export interface TemplateValues {
  readonly env: Readonly<Record<string, string>>;
  readonly envId: string | null;
}

const placeholder = /\{\{\s*(env|tcb|util)\.([\w.]+)\s*\}\}/g;

/** The names that `{{env.X}}` names in a text. */
export function environmentNames(text: string): ReadonlySet<string> {
  const found = [...text.matchAll(placeholder)].filter(([, family]) => family === 'env');
  return new Set(found.flatMap(([, , name]) => name ?? []));
}

/**
 * Fills `{{env.X}}`, `{{tcb.envId}}` and `{{util.uid}}` as the CLI does. Two things the CLI lets pass are errors
 * here, because both reach production unnoticed: a missing variable (it becomes an empty string) and a value
 * that the CLI would paste into JSON and break there.
 * @param where said in the error: what the text belongs to
 * @throws Error
 */
export function renderTemplate(text: string, values: TemplateValues, where: string): string {
  return text.replace(placeholder, (whole, family: string, name: string) => {
    if (family === 'util') return name === 'uid' ? randomUUID() : whole;
    const value = family === 'env' ? values.env[name] : name === 'envId' ? values.envId : undefined;
    if (value === undefined || value === null) {
      throw new Error(
        `variable ${name} is not set: it is used by ${where} (set it in .env or in the environment)`,
      );
    }
    if (/["\\\r\n]/.test(value)) {
      throw new Error(
        `variable ${name} holds a quote, a backslash or a line break, which the CLI cannot paste into ${where}: use base64`,
      );
    }
    return value;
  });
}
