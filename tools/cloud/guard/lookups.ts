import dns from 'node:dns';
import { judge } from './record.ts';

type Method = (...args: unknown[]) => unknown;
type Holder = Record<string, unknown>;

const LOOKUPS =
  /^(lookup|lookupService|reverse|resolve|resolve(4|6|Any|Caa|Cname|Mx|Naptr|Ns|Ptr|Soa|Srv|Tlsa|Txt))$/;

/** Refuses every way that Node has to ask for a name, but for those of this machine. */
export function guardLookups(): void {
  for (const holder of [dns, dns.Resolver.prototype]) {
    replace(
      holder,
      (original, by) =>
        function (this: unknown, host: unknown, ...others: unknown[]) {
          const refused = judge(String(host), by);
          if (!refused) return original.call(this, host, ...others);
          const callback = others.at(-1);
          // As Node itself does it: never before the call has returned.
          if (typeof callback === 'function') setImmediate(() => callback(refused));
          return {};
        },
    );
  }
  for (const holder of [dns.promises, dns.promises.Resolver.prototype]) {
    replace(
      holder,
      (original, by) =>
        async function (this: unknown, host: unknown, ...others: unknown[]) {
          const refused = judge(String(host), by);
          if (refused) throw refused;
          return original.call(this, host, ...others);
        },
    );
  }
}

function replace(holder: object, guarded: (original: Method, by: string) => Method): void {
  const methods = holder as Holder;
  for (const name of Object.getOwnPropertyNames(methods).filter((each) => LOOKUPS.test(each))) {
    const original = methods[name];
    if (typeof original === 'function') methods[name] = guarded(original as Method, `dns.${name}`);
  }
}
