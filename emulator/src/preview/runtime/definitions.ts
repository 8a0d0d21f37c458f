import { behavior, type glassEasel } from 'glass-easel-miniprogram-adapter';

import { app } from './app.ts';
import { builtInBehavior } from './built-in-behaviors.ts';
import { codeSpace } from './engine/code-space.ts';
import { unwrapBehavior } from './engine/glass-easel.ts';
import type { ComponentConfig } from './types.ts';

/** What `Page({…})`, `Component({…})` and `Behavior({…})` are given; glass-easel checks the rest. */
type Definition = Record<string, unknown>;

/** The page or component whose script runs now. */
let currentPath = '';
const defined = new Set<string>();

/** The kinds of fields that WeChat forgives to be null. */
const groups = ['relations', 'properties', 'lifetimes', 'pageLifetimes', 'observers', 'methods'];

function behaviorsOf(list: readonly unknown[]): unknown[] {
  return list.map((entry) => (typeof entry === 'string' ? builtInBehavior(entry) : entry));
}

/** WeChat takes a behaviour as the target of a relation; glass-easel wants what is inside it. */
function relationsOf(relations: Definition): Definition {
  return Object.fromEntries(
    Object.entries(relations).map(([name, relation]) => {
      const { target, ...rest } = relation as Definition;
      return [
        name,
        target instanceof behavior.Behavior ? { ...rest, target: unwrapBehavior(target) } : relation,
      ];
    }),
  );
}

function normalise(definition: Definition): Definition {
  const normal: Definition = { ...definition };
  for (const group of groups) if (normal[group] === null) delete normal[group];
  if (Array.isArray(normal['behaviors'])) normal['behaviors'] = behaviorsOf(normal['behaviors']);
  if (normal['relations']) normal['relations'] = relationsOf(normal['relations'] as Definition);
  return normal;
}

export function defineBehavior(definition: Definition): unknown {
  return codeSpace.behavior().definition(normalise(definition)).register();
}

export function defineComponent(definition: Definition): unknown {
  return codeSpace.component(currentPath).definition(normalise(definition)).register();
}

export function definePage(definition: Definition): unknown {
  return codeSpace.component(currentPath).pageDefinition(normalise(definition)).register();
}

export function defineApp(definition: Definition): void {
  app.instance = definition;
}

/** See `Runtime.define`. One path is defined once: several tests of one file may share a component. */
export function define(
  path: string,
  json: ComponentConfig,
  styleScope: string | undefined,
  load: () => unknown,
): unknown {
  if (defined.has(path)) return undefined;
  defined.add(path);
  codeSpace.addComponentStaticConfig(path, json as Parameters<typeof codeSpace.addComponentStaticConfig>[1]);
  const template = { groupList: app.templates, content: app.templates[path] };
  codeSpace.addCompiledTemplate(path, template as glassEasel.template.ComponentTemplate);
  codeSpace.addStyleSheet(path, undefined, styleScope);
  currentPath = path;
  return load();
}
