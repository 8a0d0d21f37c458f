import { glassEasel } from 'glass-easel-miniprogram-adapter';

import { elementName } from '../../compile/element-names.ts';
import { toBrowserStyle } from './lengths.ts';

function createElement(tag: string): HTMLElement {
  const element = document.createElement(elementName(tag));
  const setAttribute = element.setAttribute.bind(element);
  element.setAttribute = (name, value) =>
    setAttribute(name, name === 'style' ? toBrowserStyle(String(value)) : value);
  return element;
}

type Backend = glassEasel.domlikeBackend.Context;

/** Draws into the document of this window. */
export class DomBackend extends glassEasel.CurrentWindowBackendContext {
  constructor() {
    super();
    // The library's own description of an element is narrower than the DOM's.
    this.document = {
      createElement,
      createTextNode: (text: string) => document.createTextNode(text),
      createDocumentFragment: () => document.createDocumentFragment(),
    } as unknown as Backend['document'];
  }

  /**
   * Nothing: fingers.ts hears all DOM events, and components tell of themselves. The library would keep the browser
   * from handling any touch as soon as one element somewhere catches touches.
   */
  override setListenerStats(): void {}
}
