import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { useSystem } from './support/system.ts';

const system = useSystem();

/** What `npm run demo` prints against this local CloudBase, having ended well: each story by its title. */
async function demo(...options: readonly string[]): Promise<Record<string, string>> {
  const args = ['--import', 'tsx', 'tools/demo.ts', ...options, system().cloud.origin];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  expect([code, err]).toEqual([0, '']);
  const [, ...blocks] = out.split('\n\n');
  return Object.fromEntries(
    blocks.flatMap((block, index) => (index % 2 === 0 ? [[titleOf(block), blocks[index + 1] ?? '']] : [])),
  );
}

const titleOf = (line: string) => line.trim().split(' · ')[0];

/** One line after the other holds these words, in their order; other lines may stand between. */
function expectLines(story: string | undefined, ...told: readonly (readonly string[])[]): void {
  const lines = (story ?? '').split('\n');
  let from = 0;
  for (const words of told) {
    const at = lines.findIndex((line, index) => index >= from && hasInOrder(line, words));
    expect(at, `「${words.join(' … ')}」 after line ${from} of\n${story}`).not.toBe(-1);
    from = at + 1;
  }
}

function hasInOrder(line: string, words: readonly string[]): boolean {
  let from = 0;
  return words.every((word) => {
    const at = line.indexOf(word, from);
    from = at + word.length;
    return at !== -1;
  });
}

test('the demo tells the lives of orders that are paid through WeChat Pay', async () => {
  const told = await demo();
  expectLines(
    told['An order from first tap to paid'],
    ['createOrder', '– → created', '¥0 now, ¥168.00 later'],
    ['settle', 'received → settling', 'collecting ¥168.00'],
    ['channel', 'settled', 'paid ¥168.00'],
  );
  expectLines(told['Nobody taps 立即支付'], ['timer', 'noticed'], ['channel', 'settled', 'paid ¥138.00']);
  expectLines(told['Not enough money, overdue, then paid'], ['reminded (overdue)', 'no late fee']);
  expectLines(
    told['Made cheaper before and after the payment'],
    ['settle', 'settling', 'collecting ¥150.00'],
    ['channel', 'settled', 'paid ¥150.00'],
  );
  expectLines(told['Sent back between notice and charge'], ['received → returned', 'nothing owed']);
  expectLines(told['Closed while an order runs'], ["WeChat Pay's authorisation: ended"]);
});

test('and through Alipay, from its admission to its end', async () => {
  const told = await demo('--channel', 'alipay');
  expectLines(
    told['Opening: too low a score, then admitted'],
    ['asks to open 先用后付', 'having ticked its terms'],
    ['logged in to Alipay as o-demo-', 'whether the service can be opened'],
    ['score 580, too low', '600 and above', '未达到'],
    ['refused', '暂时无法开通', '(it cannot be opened now)'],
    ['createOrder', '– → created'],
    ['assessCredit', 'created → rejected'],
    ['he ordered all the same: NOT_AUTHORISED', '(no agreement at the channel yet)'],
    ['his score has risen'],
    ['score 650, enough', '600 and above', '已达到'],
    ['he applies', '开通芝麻先享', '(open pay later)'],
    ['he is verified', '刷脸验证', '身份已验证', '(verified)'],
    ['he reads', '芝麻先享服务协议', '3 clauses'],
    ['the box is empty at first', '我已阅读并同意'],
    ['confirming like that', '请先阅读并同意服务协议'],
    ['he ticks it and confirms', '确认开通', '已开通', '(opened)'],
    ['valid at this merchant until it is closed', 'active'],
  );
  expectLines(
    told['Using: checked by itself, nothing paid now, paid early'],
    ['goods carry the mark of 先用后付'],
    ['现在支付 0 元', '¥168.00', '(now ¥0, on day 7 after receipt ¥168.00)'],
    ['the consent box is empty at first', 'INVALID_INPUT'],
    ['createOrder', '– → created', '¥0 now, ¥168.00 later'],
    ['he has ticked it', 'count, goods and price: 1 × ', '(tea-set) at ¥168.00'],
    ['and the address', '东海街'],
    ['assessCredit', 'created → accepted', '¥168.00 held'],
    ["checked by itself: Alipay's agreement: active", '¥168.00 of ¥1000.00 available'],
    ['own history: 0 paid in time, 0 late, 0 overdue now', 'needed: approved'],
    ['paid now: nothing', '¥168.00 held, ¥832.00 of ¥1000.00 available'],
    ['confirmReceipt', 'shipped → received'],
    ['the agreed day is 20', 'earlier', '立即支付'],
    ['settle', 'collecting ¥168.00'],
    ['channel', 'settled', 'paid ¥168.00'],
    ['the limit is restored', '¥0.00 held, ¥1100.00 of ¥1100.00 available', 'SETTLED_IN_TIME +¥100.00'],
  );
  expectLines(
    told['Collected on the agreed day, at the second try'],
    ['timer', 'noticed'],
    ['told on day 4: ¥168.00 will be charged on'],
    ['timer', 'chargeRequested'],
    ['found no money, and goes on trying'],
    ['channel', 'settled', 'paid ¥168.00'],
  );
  expectLines(
    told['Overdue, limited, paid, restored'],
    ['timer', 'overdue'],
    ['reminded (overdue)', '¥168.00 overdue, no late fee'],
    ['limited, overdue orders 1', '¥168.00 held, ¥632.00 of ¥800.00 available', 'OVERDUE −¥200.00'],
    ['a new order is refused: OVERDUE_NOW'],
    ['channel', 'settled', 'paid ¥168.00'],
    ['restored, overdue orders 0', '¥0.00 held, ¥800.00 of ¥800.00 available'],
    ['a new order passes again'],
    ['assessCredit', 'created → accepted', '¥168.00 held'],
  );
  expectLines(
    told["Paid by Alipay in the buyer's stead"],
    ['channel', 'settled', 'paid ¥168.00 by the channel'],
    ["Alipay has paid the merchant ¥168.00 in the buyer's stead", 'channelAdvance'],
    ['the buyer owes Alipay ¥168.00', '待还款'],
    ['not counted as paid in time', '¥1000.00 of ¥1000.00 available (OPENING +¥1000.00)'],
  );
  expectLines(
    told['Made cheaper before and after the payment'],
    ['settle', 'settling', 'collecting ¥178.00, ¥28.00 back'],
    ['Alipay cannot collect less', '¥28.00 will come back'],
    ['the buyer reads', '¥150.00', '¥178.00', '¥28.00'],
    ['paid ¥178.00, ¥58.00 refunded'],
  );
  expectLines(told['Sent back between notice and charge'], ['received → returned', 'nothing owed']);
  expectLines(
    told['Closed while an order runs'],
    ['closed: closed', '¥69.00 goes on as agreed'],
    ['a new order: ACCOUNT_CLOSED'],
    ['channel', 'settled', 'paid ¥69.00'],
    ['the agreement is active, which only the buyer can end'],
    ['支付宝 → 我的'],
    ['he opens 「芝麻先享授权管理」', '已开通'],
    ['he taps 「关闭服务」', '服务已关闭'],
    ['the agreement at Alipay: ended, by the buyer himself'],
  );
});
