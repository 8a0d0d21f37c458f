/** A page as a user sees it: what it says, its buttons, what it reports to whoever opened it. */
export async function readPage(response: Response) {
  const text = await response.text();
  const message = /data-message="([^"]*)"/.exec(text)?.[1];
  return {
    status: response.status,
    url: response.url,
    text,
    title: /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? '',
    actions: [...text.matchAll(/name="action" value="(\w+)"/g)].map(([, action]) => action),
    message: message === undefined ? null : JSON.parse(unescaped(message)),
  };
}

function unescaped(attribute: string): string {
  return attribute.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
