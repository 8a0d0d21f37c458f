import type { LocalCloudBase } from '../../../tools/local/client.ts';

/** Values of variables that a stand-in supplies the functions with. @throws Error if one has none */
export async function variablesOf(
  { origin }: LocalCloudBase,
  channel: string,
  names: readonly string[],
): Promise<string[]> {
  const response = await fetch(`${origin}/_emulator/${channel}/environment`);
  const variables = (await response.json()) as Readonly<Record<string, string>>;
  return names.map((name) => {
    const value = variables[name];
    if (!value) throw new Error(`${channel} supplies no ${name}`);
    return value;
  });
}
