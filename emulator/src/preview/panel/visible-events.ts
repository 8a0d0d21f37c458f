/** A local CloudBase that is just starting refuses for a moment, in ms. */
const retryMs = 1_000;

/**
 * Listens to server-sent events as long as somebody looks: a browser keeps six connections to a host, for all of its
 * tabs together.
 * @param prepare is called with each connection that is opened, before anything is heard on it
 */
export function listenWhileVisible(path: string, prepare: (source: EventSource) => void): void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    clearTimeout(retry);
    source?.close();
    source = null;
    if (document.visibilityState !== 'visible') return;
    const opened = new EventSource(path);
    opened.addEventListener('error', () => {
      // A browser itself asks again where nobody answers, but not where it was refused.
      if (opened.readyState === EventSource.CLOSED) retry = setTimeout(open, retryMs);
    });
    prepare(opened);
    source = opened;
  }

  document.addEventListener('visibilitychange', open);
  open();
}
