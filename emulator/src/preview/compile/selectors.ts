import selectorParser from 'postcss-selector-parser';
import { elementName } from './element-names.ts';

/** For what a style sheet holds. */
export interface StyleTarget {
  /** Prefix of classes that only this component's elements have. */
  readonly scope?: string | undefined;
  /** The page for which alone it holds: in WeChat each page is a web view with style sheets of its own. */
  readonly page?: string | undefined;
}

/** Translates the selectors of WXSS to those of the DOM that the runtime draws. */
export function selectorTranslator({ scope, page }: StyleTarget): (selector: string) => string {
  const processor = selectorParser((selectors) => {
    selectors.walkTags((tag) => {
      tag.value = elementName(tag.value);
    });
    if (scope !== undefined) addScope(selectors, scope);
    if (page !== undefined) selectors.each((selector) => limitToPage(selector, page));
  });
  return (selector) => processor.processSync(selector);
}

/** Why this is no selector; null if it is one. */
export function selectorError(selector: string): string | null {
  try {
    selectorParser().processSync(selector);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  }
}

function addScope(selectors: selectorParser.Root, scope: string): void {
  selectors.walkClasses((className) => {
    className.value = `${scope}--${className.value}`;
  });
  selectors.walkPseudos((pseudo) => {
    if (pseudo.value !== ':host' || pseudo.nodes.length > 0) return;
    pseudo.replaceWith(
      selectorParser.attribute({
        attribute: 'wx-host',
        operator: '=',
        value: scope,
        quoteMark: '"',
        raws: {},
      }),
    );
  });
}

function limitToPage(selector: selectorParser.Selector, page: string): void {
  // `:where` adds no weight: app.wxss must lose or win as it does in WeChat.
  const isPage = `[is="${page}"]`;
  const { first } = selector;
  if (first?.type === 'tag' && first.value === 'wx-page') {
    first.value += `:where(${isPage})`;
    return;
  }
  if (first) first.spaces.before = '';
  selector.prepend(selectorParser.pseudo({ value: `:where(wx-page${isPage}) ` }));
}

/**
 * What WeChat's compiler warns of in a component's style sheet: names and ids that reach out of the component
 * (https://developers.weixin.qq.com/miniprogram/dev/framework/custom-component/wxml-wxss.html).
 * @returns the first such part, or null
 */
export function outwardPart(selector: string): string | null {
  let found: string | null = null;
  selectorParser((selectors) => {
    selectors.walk((node) => {
      if (node.type === 'tag' || node.type === 'id' || node.type === 'attribute')
        found ??= node.toString().trim();
    });
  }).processSync(selector);
  return found;
}
