export interface Distance {
  readonly x: number;
  readonly y: number;
}

interface Drag {
  /** @returns whether it is worth following */
  start(event: PointerEvent): boolean;
  move(distance: Distance, event: PointerEvent): void;
  /** @param ms how long it took */
  end(distance: Distance, ms: number): void;
}

/** Follows one finger, or the mouse, from where it touches the element to where it lets go. */
export function onDrag(element: HTMLElement, drag: Drag): void {
  element.addEventListener('pointerdown', (down) => {
    if (down.button !== 0 || !drag.start(down)) return;
    const distance = (event: PointerEvent): Distance => ({
      x: event.clientX - down.clientX,
      y: event.clientY - down.clientY,
    });
    const move = (event: PointerEvent) => {
      if (event.pointerId === down.pointerId) drag.move(distance(event), event);
    };
    const end = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      for (const [type, listener] of listeners) window.removeEventListener(type, listener);
      drag.end(distance(event), event.timeStamp - down.timeStamp);
    };
    const listeners = [
      ['pointermove', move],
      ['pointerup', end],
      ['pointercancel', end],
    ] as const;
    for (const [type, listener] of listeners) window.addEventListener(type, listener);
  });
}
