/** Does it once, a moment after it was asked for, however often that was. */
export function onceSoon(act: () => void, waitMs: number): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      act();
    }, waitMs);
  };
}
