import { glassEasel } from 'glass-easel-miniprogram-adapter';

import { viewportOffset, wxElementOf } from './dom-nodes.ts';

/** How far a finger may move before it is no tap, in px; how long it rests before it is a long press, in ms. */
const tapDistance = 10;
const longPressMs = 350;
/** Browsers send mouse events after a touch, for pages that know no touch. */
const mouseAfterTouchMs = 1000;

interface Point {
  readonly identifier: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly pageX: number;
  readonly pageY: number;
}

interface Finger {
  readonly node: Node;
  readonly target: glassEasel.Element;
  readonly x: number;
  readonly y: number;
  still: boolean;
  longPress: ReturnType<typeof setTimeout>;
}

type Source = Point | MouseEvent;

/** One event from the element up through every component around it. @returns whether someone caught it */
function dispatchFrom(
  target: glassEasel.Element,
  type: string,
  detail: unknown,
  options: glassEasel.EventOptions = {},
): boolean {
  const event = new glassEasel.Event(type, detail, {
    bubbles: true,
    composed: true,
    capturePhase: true,
    ...options,
  });
  glassEasel.Event.dispatchEvent(target, event);
  return event.defaultPrevented();
}

/** Touches, and a mouse that acts as a finger. Coordinates are relative to the page's own view, as in WeChat. */
class Fingers {
  readonly #fingers = new Map<number, Finger>();
  #lastTouchAt = Number.NEGATIVE_INFINITY;

  listen(): void {
    const touch = (type: string, handle: (event: TouchEvent, source: Touch) => void) =>
      document.addEventListener(
        type,
        (event) => {
          this.#lastTouchAt = Date.now();
          for (const source of (event as TouchEvent).changedTouches) handle(event as TouchEvent, source);
        },
        { capture: true, passive: false },
      );
    touch('touchstart', (event, source) => this.#start(event, source));
    touch('touchmove', (event, source) => this.#move(event, source));
    touch('touchend', (event, source) => this.#end(event, source));
    touch('touchcancel', (event, source) => this.#cancel(event, source));

    const mouse = (type: string, handle: (event: MouseEvent) => void) =>
      document.addEventListener(
        type,
        (event) => {
          if (Date.now() - this.#lastTouchAt > mouseAfterTouchMs) handle(event as MouseEvent);
        },
        { capture: true },
      );
    mouse('mousedown', (event) => event.button === 0 && this.#start(event, event));
    mouse('mousemove', (event) => this.#move(event, event));
    mouse('mouseup', (event) => this.#end(event, event));
    document.addEventListener('click', (event) => this.#clickWithoutPointer(event), { capture: true });
  }

  #start(event: Event, source: Source): void {
    const node = event.target;
    const target = wxElementOf(node);
    if (!target || !(node instanceof Node)) return;
    const longPress = setTimeout(() => {
      if (finger.still) for (const type of ['longpress', 'longtap']) this.#tell(finger, type, event, source);
    }, longPressMs);
    const finger: Finger = { node, target, x: source.clientX, y: source.clientY, still: true, longPress };
    this.#fingers.set(identifierOf(source), finger);
    this.#tell(finger, 'touchstart', event, source);
  }

  #move(event: Event, source: Source): void {
    const finger = this.#fingers.get(identifierOf(source));
    if (!finger) return;
    if (Math.hypot(source.clientX - finger.x, source.clientY - finger.y) > tapDistance) finger.still = false;
    if (this.#tell(finger, 'touchmove', event, source) && event.cancelable) event.preventDefault();
  }

  #end(event: Event, source: Source): void {
    const finger = this.#lift(source);
    if (!finger) return;
    this.#tell(finger, 'touchend', event, source);
    if (finger.still) this.#tell(finger, 'tap', event, source);
  }

  #cancel(event: Event, source: Source): void {
    const finger = this.#lift(source);
    if (finger) this.#tell(finger, 'touchcancel', event, source);
  }

  #lift(source: Source): Finger | undefined {
    const finger = this.#fingers.get(identifierOf(source));
    this.#fingers.delete(identifierOf(source));
    clearTimeout(finger?.longPress);
    return finger;
  }

  /** A screen reader or a script clicks without any pointer: that is a tap. */
  #clickWithoutPointer(event: MouseEvent): void {
    if (event.detail !== 0) return;
    const target = wxElementOf(event.target);
    if (target) dispatchFrom(target, 'tap', { x: 0, y: 0 }, { originalEvent: event });
  }

  #tell(finger: Finger, type: string, originalEvent: Event, source: Source): boolean {
    const offset = viewportOffset(finger.node);
    const at = pointOf(source, offset);
    const lifted = type === 'touchend' || type === 'touchcancel' || type === 'tap';
    const extraFields = { touches: lifted ? [] : [at], changedTouches: [at] };
    return dispatchFrom(finger.target, type, { x: at.pageX, y: at.pageY }, { originalEvent, extraFields });
  }
}

function identifierOf(source: Source): number {
  return 'identifier' in source ? source.identifier : 0;
}

function pointOf(source: Source, offset: { readonly left: number; readonly top: number }): Point {
  return {
    identifier: identifierOf(source),
    clientX: source.clientX - offset.left,
    clientY: source.clientY - offset.top,
    pageX: source.pageX - offset.left,
    pageY: source.pageY - offset.top,
  };
}

/** Events of the DOM that WXML knows by the same name, and that bubble. */
const domEvents = ['transitionend', 'animationstart', 'animationiteration', 'animationend'];

let listening = false;

/** Listens on the document, once. */
export function listenToFingers(): void {
  if (listening) return;
  listening = true;
  new Fingers().listen();
  for (const type of domEvents) {
    document.addEventListener(type, (event) => {
      const target = wxElementOf(event.target);
      if (target) dispatchFrom(target, type, {}, { originalEvent: event });
    });
  }
}
