// @vitest-environment jsdom
import { expect, test } from 'vitest';

import { runtime } from '../index.ts';
import { setUp, tap } from '../testing/templates.ts';

const define = (definition: object) => () => Reflect.get(globalThis, 'Component')(definition);

/** A form with fields of every kind, one of them a component of our own without an element. */
function openForm() {
  const heard: unknown[] = [];
  setUp({
    components: {
      'components/field/field': {
        wxml: '<input name="{{name}}" value="里面的"/><input name="inner" value="{{value}}"/>',
        script: define({ behaviors: ['wx://form-field'], options: { virtualHost: true } }),
      },
      'components/order/order': {
        wxml: `<form bind:submit="submit" bind:reset="submit">
          <input name="name" value="小明"/><textarea name="note" value="请快"/>
          <switch name="invoice" checked/><slider name="count" value="3"/>
          <radio-group name="pay"><radio value="a"/><radio value="b" checked/></radio-group>
          <checkbox-group name="agree"><checkbox value="terms" checked/><checkbox value="news"/></checkbox-group>
          <field name="own" value="自己的"/>
          <button id="submit" form-type="submit">提交</button><button id="reset" form-type="reset">重置</button>
        </form>`,
        json: { usingComponents: { field: '/components/field/field' } },
        script: define({
          methods: { submit: (event: { detail: { value?: unknown } }) => heard.push(event.detail.value) },
        }),
      },
    },
  });
  const mounted = runtime.mount('components/order/order');
  return { heard, press: (id: string) => tap(mounted.element.querySelector(`#${id}`)), mounted };
}

test('a form hands over every named field, those of our own components as well; resetting empties them', () => {
  const { heard, press, mounted } = openForm();
  press('submit');
  expect(heard).toEqual([
    {
      name: '小明',
      note: '请快',
      invoice: true,
      count: 3,
      pay: 'b',
      agree: ['terms'],
      own: '自己的',
      inner: '自己的',
    },
  ]);
  press('reset');
  press('submit');
  expect(heard[2]).toMatchObject({ name: '', note: '', invoice: false, count: 0, pay: '', agree: [] });
  mounted.unmount();
});
