import { assessCreditInput } from '../shared/contract/inputs.ts';
import { channelServices } from '../shared/platform/channelServices.ts';
import { door } from '../shared/platform/door.ts';
import { assessCredit } from '../shared/usecases/assessment/assessCredit.ts';
import { answerReview, askReview } from '../shared/usecases/assessment/review.ts';

export const main = door(assessCreditInput, async (input, caller) => {
  const services = channelServices();
  switch (input.step) {
    case 'assess':
      return assessCredit(services, caller, input);
    case 'askReview':
      return { order: await askReview(services, caller, input), ...NOTHING_TO_OPEN };
    case 'answerReview':
      return { order: await answerReview(services, caller, input), ...NOTHING_TO_OPEN };
  }
});

const NOTHING_TO_OPEN = { confirmView: null, secondConfirmation: null };
