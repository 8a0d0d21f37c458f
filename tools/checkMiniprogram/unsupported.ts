import ts from 'typescript';

/**
 * Younger than what WeChat fills up on older phones (`.at` came with iOS 15.4):
 * https://github.com/wechat-miniprogram/miniprogram-compat, data/polyfill.json
 */
const TOO_YOUNG: readonly string[] = [
  'at',
  'findLast',
  'findLastIndex',
  'groupBy',
  'hasOwn',
  'toReversed',
  'toSorted',
  'toSpliced',
];

/** Why a piece of script does not run in WeChat; null if it does. */
export function unsupported(node: ts.Node): string | null {
  // https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/js-support.html
  if (ts.isCallExpression(node) && isNamed(node.expression, 'eval')) return 'WeChat does not run eval';
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Function'))
    return 'WeChat does not run new Function';
  if (ts.isIdentifier(node) && node.text === 'Intl') return 'WeChat on Android has no Intl';
  const method = methodCalledBy(node);
  if (method !== null && TOO_YOUNG.includes(method)) return `older phones have no ${method}`;
  // No compiler can rewrite it, and one is enough for the whole file not to load.
  if (ts.isRegularExpressionLiteral(node) && /\(\?<[=!]/.test(node.text)) {
    return 'a lookbehind is a syntax error before iOS 16.4';
  }
  return null;
}

/** `a.b()` → `b` */
function methodCalledBy(node: ts.Node): string | null {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  return node.expression.name.text;
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;
