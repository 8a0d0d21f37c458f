/** https://developers.weixin.qq.com/miniprogram/dev/component/ and, for the last, reference/wxml/ */
const BUILT_IN = `
  view scroll-view swiper swiper-item movable-area movable-view cover-view cover-image match-media page-container
  root-portal share-element
  text rich-text icon progress selection
  button checkbox checkbox-group editor editor-portal form input keyboard-accessory label picker picker-view
  picker-view-column radio radio-group slider switch textarea
  grid-view list-view list-builder grid-builder sticky-header sticky-section nested-scroll-header nested-scroll-body
  draggable-sheet snapshot span open-container
  double-tap-gesture-handler force-press-gesture-handler horizontal-drag-gesture-handler long-press-gesture-handler
  pan-gesture-handler scale-gesture-handler tap-gesture-handler vertical-drag-gesture-handler
  navigator functional-page-navigator
  image video audio camera live-player live-pusher voip-room channel-live channel-video
  map canvas web-view ad ad-custom official-account official-account-publish open-data open-data-list open-data-item
  page-meta navigation-bar
  block import include slot template wxs
`;

const TAGS = new Set(BUILT_IN.trim().split(/\s+/));

/** Whether WeChat itself knows a tag. */
export const isBuiltIn = (tag: string): boolean => TAGS.has(tag);
