import { expect, it } from 'vitest';
import { checkTypes } from './checkTypes.ts';
import { said, theProject } from './testing/fixture.ts';

it('types are checked, with what a phone has and nothing else', () => {
  const script = `Page({ data: { a: 1 } });
wx.showToast({ titel: '' });
process.exit();
document.title;
`;
  const findings = checkTypes(theProject({ 'pages/me/me.ts': script }));
  expect(said(findings)).toEqual([
    expect.stringMatching(/^pages\/me\/me\.ts:2 .*'titel'/),
    expect.stringMatching(/^pages\/me\/me\.ts:3 .*'process'/),
    expect.stringMatching(/^pages\/me\/me\.ts:4 .*'document'/),
  ]);
});
