import { expect, it } from 'vitest';
import { checkFields } from './checkFields.ts';
import { APP, said, theProject } from './testing/fixture.ts';

it('a misspelt field of a .json is found', () => {
  const findings = checkFields(
    theProject({
      'app.json': { ...APP, lazyCodeloading: 'requiredComponents' },
      'pages/me/me.json': { navigationBarTitle: '我的', disableScroll: true },
      'components/hf-price/hf-price.json': { component: true, navigationBarTitleText: '价格' },
    }),
  );
  expect(said(findings)).toEqual([
    expect.stringMatching(/^app\.json:\d+ lazyCodeloading is no field of app\.json$/),
    'components/hf-price/hf-price.json:3 navigationBarTitleText is no field of a component',
    'pages/me/me.json:2 navigationBarTitle is no field of a page',
  ]);
});
