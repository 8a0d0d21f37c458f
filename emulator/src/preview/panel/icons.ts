/** Outlines on a 20 × 20 grid. */
const outlines = {
  reload: 'M16 4v4h-4M16 8a6.5 6.5 0 1 0 .6 4.5',
  home: 'M3.5 9.5 10 4l6.500 5.500M5.500 8.500V16h3.200v-4h2.600v4h3.200V8.500',
  dark: 'M16 11.800A6.500 6.500 0 0 1 8.200 4a6.500 6.500 0 1 0 7.800 7.800Z',
  letters: 'M2.500 15.500 6.500 5l4 10.500M4 11.800h5M11.500 15.500l2.750-7 2.750 7M12.500 13h3.500',
  offline:
    'M3 8a10.500 10.500 0 0 1 14 0M5.500 11a7 7 0 0 1 9 0M8 13.800a3.200 3.200 0 0 1 4 0M10 16.200h.01M4 4l12 12.500',
  pull: 'M10 4v9M6.500 9.500 10 13l3.500-3.500M5 16.500h10',
  open: 'M8 4.500H4.500v11h11V12M11.500 4h4.500v4.500M16 4l-6.500 6.500',
  add: 'M6 3h8v14H6zM10 7.500v5M7.500 10h5',
  close: 'M5 5l10 10M15 5 5 15',
  next: 'M4 5v10l6.500-5zM11 5v10l5.500-5z',
  trash: 'M4.500 6h11M8 6V4h4v2M6 6l.7 10.500h6.600L14 6',
} as const;

export type IconName = keyof typeof outlines;

const svg = 'http://www.w3.org/2000/svg';

/** Decoration only: whoever uses it says in words what it means. */
export function icon(name: IconName): SVGElement {
  const picture = document.createElementNS(svg, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' })) {
    picture.setAttribute(key, value);
  }
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', outlines[name]);
  picture.append(path);
  return picture;
}
