import { isAbsolute, resolve } from 'node:path';
import type { OnResolveArgs, OnResolveResult, Plugin } from 'esbuild';
import { packageNameOf } from './npm-packages.ts';
import type { SourceTree } from './source-tree.ts';

/** Lets scripts import what WeChat would give them, and nothing else. */
export function scriptImports(tree: SourceTree): Plugin {
  return {
    name: 'miniprogram-imports',
    setup(build) {
      build.onResolve({ filter: /./ }, (args) => {
        // An absolute path stands only in the generated entry.
        if (isAbsolute(args.path) || args.kind === 'entry-point') return null;
        return args.path.startsWith('.') ? checkRelative(tree, args) : resolvePackage(tree, args);
      });
    },
  };
}

/** WeChat compiles such an import without a word, to one that fails on the phone. Types are gone by now. */
function checkRelative(
  tree: SourceTree,
  { path, importer, resolveDir }: OnResolveArgs,
): OnResolveResult | null {
  if (!tree.isOwn(importer) || tree.isInside(resolve(resolveDir, path))) return null;
  const text = `"${path}" lies outside the mini-program: only types can be imported from there, by "import type"`;
  return { errors: [{ text }] };
}

function resolvePackage(
  tree: SourceTree,
  { path, importer, resolveDir }: OnResolveArgs,
): OnResolveResult | null {
  const script = tree.packages.resolveScript(path, resolveDir);
  if (script !== null) return { path: script };
  const name = packageNameOf(path);
  if (!tree.isOwn(importer) || tree.packages.dependencies().includes(name)) return null;
  const text = `"${name}" is not among the "dependencies" of package.json, from which DevTools builds npm packages`;
  return { errors: [{ text }] };
}
