/**
 * Asks the buyer to allow one message of each template, as WeChat demands straight after a tap. Whatever he answers,
 * and whatever fails, what he tapped for goes on: what is not pushed stands in the app.
 */
export async function askForMessages(templateIds: readonly string[]): Promise<void> {
  // WeChat takes three at a time.
  const tmplIds = templateIds.slice(0, 3);
  if (tmplIds.length === 0) return;
  await wx.requestSubscribeMessage({ tmplIds }).catch(() => undefined);
}
