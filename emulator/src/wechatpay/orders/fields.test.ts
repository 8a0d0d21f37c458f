import { describe, expect, test } from 'vitest';

import { FieldError } from '../../channels/refusal.ts';
import { orderOf } from '../testing/requests.ts';
import { createOrderFields } from './fields.ts';

function check(changed: Record<string, unknown>) {
  return () => createOrderFields.check(JSON.parse(JSON.stringify(orderOf('order-1', changed))), '');
}

const fund = { name: 'ESTIMATE_ORDER_COST', amount: 1500 };
const payments = (count: number) => Array.from({ length: count }, () => ({ name: '商品信息', amount: 1 }));

describe('a create is refused for', () => {
  test.each([
    ['a missing number', { out_order_no: undefined }, 'out_order_no is missing'],
    ['a number that is too long', { out_order_no: 'x'.repeat(33) }, 'out_order_no'],
    ['a number of other characters', { out_order_no: 'order 1' }, 'out_order_no'],
    ['a long introduction', { service_introduction: '字'.repeat(21) }, 'service_introduction'],
    ['an insecure notify_url', { notify_url: 'http://example.com/a' }, 'notify_url'],
    ['a notify_url with a query', { notify_url: 'https://example.com/a?b=1' }, 'notify_url'],
    ['a notify_url of this machine', { notify_url: 'https://localhost/a' }, 'notify_url'],
    ['a notify_url of a loopback address', { notify_url: 'https://127.0.0.1/a' }, 'notify_url'],
    ['a notify_url of a private address', { notify_url: 'https://192.168.1.2/a' }, 'notify_url'],
    ['a notify_url of a private IPv6 address', { notify_url: 'https://[fd00::1]/a' }, 'notify_url'],
    [
      'a notify_url of a loopback address in disguise',
      { notify_url: 'https://[::ffff:127.0.0.1]/a' },
      'notify_url',
    ],
    ['a notify_url with a port that is none', { notify_url: 'https://example.com:70000/a' }, 'notify_url'],
    ['a risk fund of nothing', { risk_fund: { ...fund, amount: 0 } }, 'risk_fund.amount'],
    ['an amount in yuan', { risk_fund: { name: 'DEPOSIT', amount: 15.5 } }, 'risk_fund.amount'],
    ['an amount as text', { risk_fund: { name: 'DEPOSIT', amount: '15' } }, 'risk_fund.amount'],
    ['a negative amount', { post_payments: [{ name: 'a', amount: -1 }] }, 'post_payments[0].amount'],
    ['an unknown risk fund', { risk_fund: { name: 'OTHER', amount: 1 } }, 'risk_fund.name'],
    ['a payment that says nothing', { post_payments: [{ name: 'a' }] }, 'post_payments'],
    [
      'two payments of one name',
      {
        post_payments: [
          { name: 'a', amount: 1 },
          { name: 'a', amount: 2 },
        ],
      },
      'post_payments',
    ],
    ['too many payments', { post_payments: payments(101) }, 'post_payments'],
    ['a discount without description', { post_discounts: [{ name: 'a', amount: 1 }] }, 'post_discounts[0]'],
    ['an attach that is too long', { attach: 'x'.repeat(257) }, 'attach'],
    ['an attach that is not encoded', { attach: '字' }, 'attach'],
    ['an attach with a percent sign that encodes nothing', { attach: '100%' }, 'attach'],
    ['a date that does not exist', { time_range: { start_time: '20260230' } }, 'time_range.start_time'],
    ['a character of four bytes', { service_introduction: '😀' }, 'service_introduction'],
    [
      'a description with half a surrogate pair',
      { risk_fund: { ...fund, description: '\ud83d' } },
      'risk_fund',
    ],
    ['a time in another format', { time_range: { start_time: '2026-01-05T00:00:00Z' } }, 'time_range'],
  ])('%s', (_, changed, field) => {
    expect(check(changed)).toThrow(FieldError);
    expect(check(changed)).toThrow(field);
  });
});

test.each([
  ['a number of every allowed character', { out_order_no: 'aZ09_-|*' }],
  ['twenty Chinese characters', { service_introduction: '字'.repeat(20) }],
  ['a hundred payments of the repeatable name', { post_payments: payments(100) }],
  ['a description instead of an amount', { post_payments: [{ name: 'a', description: '按次' }] }],
  ['an attach that just fits, encoded once', { attach: encodeURIComponent('字'.repeat(28)) + 'x'.repeat(4) }],
  ['a notify_url with a port', { notify_url: 'https://example.com:8443/a' }],
  ['a notify_url of a public address', { notify_url: 'https://8.8.8.8/a' }],
  ['fields that are null', { attach: null, location: null }],
  ['a start at a given second', { time_range: { start_time: '20260105120000' } }],
])('a create is accepted with %s', (_, changed) => {
  expect(check(changed)).not.toThrow();
});

test('fields that are null are refused where unknown ones are: not every reader takes them for absent', () => {
  const order = orderOf('order-1', { location: null });
  expect(() => createOrderFields.check(order, '', 'refuse')).toThrow('location');
});

test('fields that WeChat Pay does not know are ignored', () => {
  expect(check({ unknown: 1 })()).not.toHaveProperty('unknown');
});
