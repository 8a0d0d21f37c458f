/** Where the last finger, or the mouse, was put down. */
let pressed: Node | null = null;

/** A click on what was pressed, on what is around it, or on what its label is for. */
function isMeant(target: Node): boolean {
  if (pressed === null || target.contains(pressed)) return true;
  const element = pressed instanceof Element ? pressed : pressed.parentElement;
  return element?.closest('label')?.control === target;
}

/**
 * After a touch the browser clicks whatever is there by then: after a tap that opened something, a button that the
 * user has not even seen. Such clicks are swallowed. Those of keyboards and scripts have no pointer.
 */
export function swallowGhostClicks(): void {
  document.addEventListener(
    'pointerdown',
    ({ target }) => {
      pressed = target instanceof Node ? target : null;
    },
    { capture: true },
  );
  document.addEventListener(
    'click',
    (event) => {
      if (event.detail === 0 || !(event.target instanceof Node) || isMeant(event.target)) return;
      event.stopImmediatePropagation();
      event.preventDefault();
    },
    { capture: true },
  );
}
