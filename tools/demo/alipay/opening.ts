import { type Buyer, MOMENT_MS } from '../../local/buyer.ts';
import type { LocalCloudBase } from '../../local/client.ts';
import type { Narrator } from '../narrator.ts';
import type { Stage } from '../stories.ts';
import { AlipayPage, type Shown } from './page.ts';

/** Alipay's own admission: below the score its page only says so; then it verifies, and shows the agreement. */
export async function openedByHand(stage: Stage, buyer: Buyer): Promise<void> {
  const { cloud, narrator } = stage;
  narrator.title('Opening: too low a score, then admitted · 芝麻分不够，后来够了');
  await refused(stage, buyer);
  await admitted(stage, buyer);
  await cloud.advance(MOMENT_MS);
  narrator.note(
    `valid at this merchant until it is closed; the agreement: ${(await buyer.account()).authorisation}`,
  );
}

async function refused({ cloud, narrator }: Stage, buyer: Buyer): Promise<void> {
  await rate(cloud, buyer, 580);
  const { rows, said } = await (await openingPage(cloud, buyer)).look();
  const consent = (await buyer.account()).consents.at(-1);
  narrator.note(
    `in the shop he asks to open 先用后付 (pay later), having ticked its terms (version ${consent?.termsVersion})`,
  );
  narrator.note(
    `logged in to Alipay as ${rows.get('登录账号')}, he sees on its page whether the service can be opened:`,
  );
  tellScore(narrator, rows);
  narrator.note(`refused: 「${said}」 (it cannot be opened now)`);
  const early = await narrator.step('createOrder', () =>
    buyer.createOrder('demo-not-admitted', [{ productId: 'tea-set', quantity: 1 }]),
  );
  const order = await narrator.step('assessCredit', () => buyer.assessAndConfirm(early.orderId));
  for (const { code, message } of order.reasons) {
    narrator.note(`he ordered all the same: ${code}, 「${message}」 (no agreement at the channel yet)`);
  }
}

async function admitted({ cloud, narrator }: Stage, buyer: Buyer): Promise<void> {
  await rate(cloud, buyer, 650);
  const page = await openingPage(cloud, buyer);
  const { title, rows, buttons } = await page.look();
  narrator.note('later his score has risen, and he looks again:');
  tellScore(narrator, rows);
  narrator.note(
    `he applies: 「${title}」 (open pay later), at the merchant 「${rows.get('商户')}」 (this shop)`,
  );
  const { said, agreement, box, buttons: next } = await page.press('verify');
  narrator.note(`he is verified: 「${buttons.get('verify')}」 (scan your face) → 「${said}」 (verified)`);
  narrator.note(`he reads 「${agreement.title}」 (the service agreement), ${agreement.clauses} clauses`);
  const untouched = await page.press('confirm');
  narrator.note(`the box is ${box.state} at first: 「${box.text}」 (I have read it and agree)`);
  narrator.note(`confirming like that, he is told 「${untouched.said}」 (read and agree first)`);
  const done = await page.press('confirm', { agreed: 'yes' });
  narrator.note(`he ticks it and confirms: 「${next.get('confirm')}」 (open it) → 「${done.said}」 (opened)`);
}

/** What stands beside 芝麻分 on the page: his score, and which one the service asks for. */
function tellScore(narrator: Narrator, rows: Shown['rows']): void {
  const told = rows.get('芝麻分') ?? '';
  const [score, needed] = told.match(/\d+/g) ?? [];
  const enough = told.includes('已达到') ? 'enough' : 'too low';
  narrator.note(
    `Zhima score ${score}, ${enough}: this service is set to ${needed} and above · 芝麻分 ${told}`,
  );
}

async function openingPage(cloud: LocalCloudBase, buyer: Buyer): Promise<AlipayPage> {
  const view = await buyer.startOpening();
  if (!view) throw new Error('Alipay has no page to open the service on: is ALIPAY_AGREEMENT set to each?');
  return AlipayPage.open(cloud, buyer, { signStr: view.extraData['signStr'] });
}

async function rate(cloud: LocalCloudBase, { openid }: Buyer, score: number): Promise<void> {
  await cloud.post('/_emulator/alipay/user', { openId: openid, score });
}
