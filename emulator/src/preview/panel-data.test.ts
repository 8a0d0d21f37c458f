import { expect, test } from 'vitest';
import { parseFaultRules } from '../control/fault-rule.ts';
import { behaviourFields, normalBehaviour } from '../wechatpay/behaviour.ts';
import { presetGroups } from './panel/faults/presets.ts';
import { behaviourGroups, usualBehaviour } from './panel/wechatpay/behaviours.ts';

const choices = behaviourGroups.flatMap((group) => group.choices);

test('every behaviour of WeChat Pay can be chosen in the panel, the usual one first', () => {
  expect(usualBehaviour()).toEqual(normalBehaviour);
});

test.each(choices.map((choice) => [choice.label, choice] as const))(
  '%s: every option is one',
  (_label, choice) => {
    for (const [value] of choice.options) behaviourFields.check({ [choice.field]: value }, '');
  },
);

test('every preset is a fault that can be asked for', () => {
  const rules = presetGroups.flatMap(({ presets }) => presets.map(({ rule }) => ({ ...rule, times: 1 })));
  expect(parseFaultRules(rules)).toHaveLength(rules.length);
});
