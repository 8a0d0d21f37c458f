const RealDate = Date;
const realNow = Date.now;
let offsetMs = 0;

/**
 * Makes every `Date` of this process run `offset` ms ahead of the machine's clock. Timers stay on real time.
 * A proxy and not a subclass: dates made by Node itself stay `instanceof Date`, and subclasses still work.
 */
export function installMovedDate(): void {
  const now = (): number => realNow() + offsetMs;
  const MovedDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length ? args : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.now = now;
  RealDate.prototype.constructor = MovedDate;
  globalThis.Date = MovedDate;
}

export function moveDate(toOffsetMs: number): void {
  offsetMs = toOffsetMs;
}
