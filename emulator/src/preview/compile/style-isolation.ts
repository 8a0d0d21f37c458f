import { type JsonObject, stringAt } from './json-file.ts';

/**
 * How a component's styles and those around it act on each other. JSON goes before the script's `options`; both are
 * WeChat's (https://developers.weixin.qq.com/miniprogram/dev/framework/custom-component/wxml-wxss.html).
 * The script is only read, not run, so an option that is computed is not seen.
 */
export function styleIsolationOf(config: JsonObject, script: string, isPage: boolean): string {
  const named =
    stringAt(config, 'styleIsolation') ?? /\bstyleIsolation:\s*['"]([\w-]+)['"]/.exec(script)?.[1];
  if (named !== undefined) return named;
  if (isPage) return 'shared';
  return /\baddGlobalClass:\s*true\b/.test(script) ? 'apply-shared' : 'isolated';
}

/** Whether its own style sheet holds for nothing else. */
export function isScoped(styleIsolation: string): boolean {
  return /isolated$|apply-shared$/.test(styleIsolation);
}
