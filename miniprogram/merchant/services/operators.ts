import { isCallFailure } from '../../services/failure';
import { BEGINNING } from '../../services/page';

/** The fields that a page of the merchant's begins with. `forbidden` is true for somebody who is none of his people. */
export const MERCHANT_BEGINNING = { ...BEGINNING, forbidden: false };

/**
 * What a merchant's page shows: as it was read, or that the caller is none of the merchant's people, which is no
 * failure to try again.
 */
export async function forOperators(read: () => Promise<object>): Promise<object> {
  try {
    return { forbidden: false, ...(await read()) };
  } catch (error) {
    if (isCallFailure(error) && error.code === 'FORBIDDEN') return { forbidden: true };
    throw error;
  }
}
