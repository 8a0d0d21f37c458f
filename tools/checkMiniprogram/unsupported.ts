import ts from 'typescript';

/** Why a piece of script does not run in WeChat; null if it does. */
export function unsupported(node: ts.Node): string | null {
  // https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/js-support.html
  if (ts.isCallExpression(node) && isNamed(node.expression, 'eval')) return 'WeChat does not run eval';
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Function'))
    return 'WeChat does not run new Function';
  if (ts.isIdentifier(node) && node.text === 'Intl') return 'WeChat on Android has no Intl';
  // No compiler can rewrite it, and one is enough for the whole file not to load.
  if (ts.isRegularExpressionLiteral(node) && /\(\?<[=!]/.test(node.text)) {
    return 'a lookbehind is a syntax error before iOS 16.4';
  }
  return null;
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;
