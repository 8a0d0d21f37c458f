import { CHINA_UTC_OFFSET_HOURS, chinaClock } from '../../domain/chinaTime.ts';
import { after, HOUR_MS } from '../../domain/duration.ts';

/** WeChat Pay's `yyyyMMddHHmmss`, which is Beijing time. */
export function toWechatTime(at: Date): string {
  return chinaClock(at).replace(/\D/g, '').slice(0, 14);
}

/** The day in Beijing, `yyyyMMdd`. */
export function toWechatDay(at: Date): string {
  return toWechatTime(at).slice(0, 8);
}

/** Back from `yyyyMMddHHmmss`, or from `yyyyMMdd` its first moment; null if the text has another form. */
export function fromWechatTime(text: string): Date | null {
  const pattern = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$/;
  const parts = pattern
    .exec(text)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
  if (!parts) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const inChina = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return after(inChina, -CHINA_UTC_OFFSET_HOURS * HOUR_MS);
}
