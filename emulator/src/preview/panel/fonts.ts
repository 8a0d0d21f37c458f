/**
 * Chromium does not always draw a text anew when a web font that is not the first of its list has come. Where the
 * system has Chinese letters no web font comes, and this does nothing.
 */
export function redrawWhenFontsCome(): void {
  let times = 0;
  document.fonts.addEventListener('loadingdone', () => {
    times += 1;
    // The same fonts, but another list each time.
    document.documentElement.style.setProperty('--redraw', `"redraw ${times}"`);
  });
}
