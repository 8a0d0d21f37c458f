import { htmlElementOf, wxElementOf } from '../engine/dom-nodes.ts';
import { onDrag } from '../engine/drag.ts';
import { defineBase } from './base-component.ts';

/** WeChat's default distance to an edge, in px. */
const edgePx = 50;
/** How far it is pulled before it refreshes, in px. */
const refresherPx = 45;

function px(value: unknown): number {
  return Number.parseFloat(String(value)) || 0;
}

defineBase({
  tag: 'scroll-view',
  properties: {
    scrollX: false,
    scrollY: false,
    scrollTop: null as unknown,
    scrollLeft: null as unknown,
    scrollIntoView: '',
    scrollIntoViewAlignment: 'start',
    scrollWithAnimation: false,
    upperThreshold: edgePx as unknown,
    lowerThreshold: edgePx as unknown,
    enableFlex: false,
    enhanced: false,
    showScrollbar: true,
    pagingEnabled: false,
    enableBackToTop: false,
    bounces: true,
    type: 'list',
    refresherEnabled: false,
    refresherThreshold: refresherPx,
    refresherTriggered: false,
    refresherDefaultStyle: 'black',
    refresherBackground: '',
  },
  create({ element, data, emit }) {
    const behavior = () => (data.scrollWithAnimation ? 'smooth' : 'instant');
    const near = { upper: true, lower: false };
    let last = { left: 0, top: 0 };

    const tellEdges = () => {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = element;
      const [before, after] = data.scrollX
        ? [scrollLeft, scrollWidth - scrollLeft - clientWidth]
        : [scrollTop, scrollHeight - scrollTop - clientHeight];
      const upper = before <= px(data.upperThreshold);
      const lower = after <= px(data.lowerThreshold);
      if (upper && !near.upper) emit('scrolltoupper', { direction: data.scrollX ? 'left' : 'top' });
      if (lower && !near.lower) emit('scrolltolower', { direction: data.scrollX ? 'right' : 'bottom' });
      near.upper = upper;
      near.lower = lower;
    };
    element.addEventListener('scroll', () => {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = element;
      const moved = { deltaX: last.left - scrollLeft, deltaY: last.top - scrollTop };
      last = { left: scrollLeft, top: scrollTop };
      emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, ...moved });
      tellEdges();
    });
    onDrag(element, {
      start: () => data.refresherEnabled && element.scrollTop <= 0,
      move: ({ y }) => y > 0 && emit('refresherpulling', { deltaY: y }),
      end({ y }) {
        if (y >= data.refresherThreshold) emit('refresherrefresh');
        else if (y > 0) emit('refresherabort');
      },
    });
    return {
      changed: {
        scrollX: (value) => element.toggleAttribute('scroll-x', value),
        scrollY: (value) => element.toggleAttribute('scroll-y', value),
        enableFlex: (value) => element.toggleAttribute('enable-flex', value),
        scrollTop(value) {
          if (value !== null) element.scrollTo?.({ top: px(value), behavior: behavior() });
        },
        scrollLeft(value) {
          if (value !== null) element.scrollTo?.({ left: px(value), behavior: behavior() });
        },
        scrollIntoView(id) {
          const target = id ? wxElementOf(element)?.ownerShadowRoot?.getElementById(id) : null;
          const html = target ? htmlElementOf(target) : null;
          html?.scrollIntoView({ behavior: behavior(), block: 'nearest', inline: 'start' });
        },
        refresherTriggered: (value) => element.toggleAttribute('data-refreshing', value),
      },
    };
  },
});
