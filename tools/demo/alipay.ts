import { MOMENT_MS } from '../local/buyer.ts';
import { openedByHand } from './alipay/opening.ts';
import { AlipayPage } from './alipay/page.ts';
import { paidEarly } from './alipay/using.ts';
import { closedWhileRunning } from './protection.ts';
import type { Stage } from './stories.ts';

export { collectedAtSecondTry, overdueLimitedRestored, paidInAdvance } from './alipay/collecting.ts';

/** The way of one buyer: from the first look at Alipay's page to an order that is paid. */
export async function openedAndUsed(stage: Stage): Promise<void> {
  const buyer = stage.stranger();
  await openedByHand(stage, buyer);
  await paidEarly(stage, buyer);
}

/** Closed here at once; at Alipay nobody but the buyer can end the agreement, and he does. */
export async function closedAndEnded(stage: Stage): Promise<void> {
  const { cloud, narrator } = stage;
  const buyer = await closedWhileRunning(stage);
  const { authorisation, closing } = await buyer.account();
  narrator.note(
    `with us it is closed; at Alipay the agreement is ${authorisation}, which only the buyer can end:`,
  );
  narrator.note(`${closing?.where}`);
  narrator.note(
    '(Alipay → me → Zhima credit → credit management → authorisations; choose this shop, and revoke)',
  );
  const page = await AlipayPage.open(cloud, buyer, { view: 'agreement' });
  const { title, rows, buttons } = await page.look();
  const { said } = await page.press('close');
  narrator.note(`he opens 「${title}」 (authorisations): 「${rows.get('状态')}」 (open)`);
  narrator.note(`he taps 「${buttons.get('close')}」 (close the service) → 「${said}」 (closed)`);
  await cloud.advance(MOMENT_MS);
  narrator.note(`the agreement at Alipay: ${(await buyer.account()).authorisation}, by the buyer himself`);
}
