import { assessCreditInput } from '../contract/inputs.ts';
import { channelServices } from '../platform/channelServices.ts';
import { endpoint } from '../platform/endpoint.ts';
import { assessCredit } from '../usecases/assessment/assessCredit.ts';
import { answerReview, askReview } from '../usecases/assessment/review.ts';

export const assessCreditEndpoint = endpoint(assessCreditInput, async (input, caller) => {
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
