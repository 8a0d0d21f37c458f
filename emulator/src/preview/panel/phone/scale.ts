/** The phone with its bezel, in px; the style sheet has the same numbers. */
const bezelHeightPx = 868;
/** Never smaller than this: then the page scrolls. */
const smallest = 0.6;

/** Makes the phones as large as the window is high. */
export function fitPhones(phones: HTMLElement): void {
  const [space] = phones.getElementsByClassName('phone-space');
  if (!space) return;
  const topPx = space.getBoundingClientRect().top + scrollY;
  const belowPx = 44;
  const scale = Math.min(1, Math.max(smallest, (innerHeight - topPx - belowPx) / bezelHeightPx));
  phones.style.setProperty('--scale', scale.toFixed(3));
}
