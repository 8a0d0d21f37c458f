/**
 * Moves every `Date` of this process by `offsetMs`, as the functions of a local CloudBase have it whose clock
 * was moved. Timers and time-outs keep to real time.
 */
export function moveClock(offsetMs: number): void {
  const Real = Date;
  const realNow = Real.now;
  const now = () => realNow() + offsetMs;
  // Not a class of its own: dates that Node makes, such as those of files, shall be instances of it as well.
  const Moved = new Proxy(Real, {
    construct: (real, given, as) => Reflect.construct(real, given.length === 0 ? [now()] : given, as),
    apply: () => new Real(now()).toString(),
  });
  Real.now = now;
  Real.prototype.constructor = Moved;
  globalThis.Date = Moved;
}
