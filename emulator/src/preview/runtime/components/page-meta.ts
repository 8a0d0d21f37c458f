import { toBrowserStyle } from '../engine/lengths.ts';
import { wishRootFontSize } from '../settings/font-size.ts';
import { defineBase } from './base-component.ts';

/** Says about the page what WXSS and JSON cannot. */
defineBase({
  tag: 'page-meta',
  properties: {
    pageStyle: '',
    rootFontSize: '',
    pageFontSize: '',
    backgroundColor: '',
    backgroundTextStyle: '',
    rootBackgroundColor: '',
    scrollTop: '',
    scrollDuration: 0,
  },
  create({ element }) {
    const page = element.closest<HTMLElement>('wx-page');
    const screen = element.closest('mp-screen');
    return {
      changed: {
        pageStyle: (value) => page?.setAttribute('style', toBrowserStyle(value)),
        rootFontSize(value) {
          if (screen) wishRootFontSize(screen, value);
        },
        backgroundColor(value) {
          if (page && value) page.style.background = value;
        },
      },
    };
  },
});

/** Inside page-meta: what it says about the bar is said by the page's JSON here. */
defineBase({ tag: 'navigation-bar', properties: { title: '', frontColor: '', backgroundColor: '' } });
