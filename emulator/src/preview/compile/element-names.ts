/** WeChat's own components (https://developers.weixin.qq.com/miniprogram/dev/component/). */
export const baseComponents: ReadonlySet<string> = new Set(
  (
    'view scroll-view swiper swiper-item movable-area movable-view match-media cover-view cover-image ' +
    'root-portal page-container share-element sticky-section sticky-header icon progress rich-text ' +
    'text button checkbox checkbox-group editor form input keyboard-accessory label picker ' +
    'picker-view picker-view-column radio radio-group slider switch textarea navigator ' +
    'functional-page-navigator audio camera image live-player live-pusher video voip-room map canvas ' +
    'web-view ad ad-custom official-account open-data page-meta navigation-bar grid-view list-view ' +
    'selection'
  ).split(' '),
);

/**
 * The name of the DOM element that stands for a tag: those of WeChat get a prefix, so that neither the browser's
 * meaning nor its style sheet touches them.
 */
export function elementName(tag: string): string {
  return tag.includes('-') && !baseComponents.has(tag) ? tag : `wx-${tag}`;
}
