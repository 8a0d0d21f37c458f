import type { Deployment } from './deployment.ts';
import { type Environment, type Finding, right, wrong } from './finding.ts';
import { render } from './render.ts';

/**
 * What the CLI breaks on its way from a variable to a function, and says nothing of: it pastes the value into
 * JSON, deploys nothing where a name is not set, and turns text that reads as JSON into an object.
 * @param read the names that cloudbaserc.json reads
 * @param checked those whose absence another check has judged
 */
export function checkValues(
  environment: Environment,
  deployment: Deployment,
  read: readonly string[],
  checked: readonly string[],
): Finding[] {
  const findings = [
    ...[...new Set(read)].flatMap((name) => checkValue(name, environment[name], checked.includes(name))),
    ...checkRendered(environment, deployment),
  ];
  return findings.length > 0 ? findings : [right('values', 'reach the functions as they are')];
}

function checkValue(name: string, value: string | undefined, isChecked: boolean): Finding[] {
  if (value === undefined || value === '') {
    return isChecked ? [] : [wrong(name, 'is missing: an empty one would be deployed')];
  }
  if (!/["\\\r\n]/.test(value)) return [];
  return [
    wrong(
      name,
      'has a quote, a backslash or a line break, which the CLI cannot pass on: encode it as base64',
    ),
  ];
}

function checkRendered(environment: Environment, deployment: Deployment): Finding[] {
  const broken = deployment.functions.flatMap(({ envVariables }) =>
    Object.entries({ ...deployment.functionDefaultConfig?.envVariables, ...envVariables })
      .filter(([, text]) => isJsonObject(render(text, environment)))
      .map(([name]) => name),
  );
  return [...new Set(broken)].map((name) =>
    wrong(name, 'reads as JSON, which the CLI would turn into an object: encode it as base64'),
  );
}

/** `null`, too, counts as an object for the CLI. */
function isJsonObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
