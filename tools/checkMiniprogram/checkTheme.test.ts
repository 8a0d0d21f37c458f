import { describe, expect, it } from 'vitest';
import { checkTheme } from './checkTheme.ts';
import { APP, said, theProject } from './testing/fixture.ts';

const app = {
  ...APP,
  darkmode: true,
  themeLocation: 'theme.json',
  window: { backgroundColor: '@page' },
};

describe('the variables of the theme', () => {
  it('have a value in both modes', () => {
    const theme = { light: { page: '#fff', bar: '#eee' }, dark: { page: '#000' } };
    const me = { navigationBarBackgroundColor: '@bar' };
    const findings = checkTheme(theProject({ 'app.json': app, 'theme.json': theme, 'pages/me/me.json': me }));
    expect(said(findings)).toEqual(['pages/me/me.json:2 @bar has no value in the dark theme']);
  });

  it('name icons that are there', () => {
    const theme = {
      light: { page: '#fff', icon: 'images/no.png' },
      dark: { page: '#000', icon: 'images/shop.png' },
    };
    const findings = checkTheme(theProject({ 'app.json': app, 'theme.json': theme }));
    expect(said(findings)).toEqual(['theme.json images/no.png: is not there']);
  });

  it('need a file to be in', () => {
    const findings = checkTheme(theProject({ 'app.json': { ...APP, darkmode: true } }));
    expect(said(findings)).toEqual(['app.json darkmode needs a themeLocation']);
  });
});
