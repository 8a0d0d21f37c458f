import { CHINA_UTC_OFFSET_HOURS, chinaClock } from '../../domain/chinaTime.ts';
import { after, HOUR_MS } from '../../domain/duration.ts';

/** China's time of day as Alipay writes it, `2026-03-11 10:00:00`. https://opendocs.alipay.com/common/02kf5q */
export function toAlipayTime(at: Date): string {
  return chinaClock(at).slice(0, 19).replace('T', ' ');
}

/** Null for what is no time. */
export function fromAlipayTime(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const at = after(new Date(`${text.replace(' ', 'T')}Z`), -CHINA_UTC_OFFSET_HOURS * HOUR_MS);
  return Number.isNaN(at.getTime()) ? null : at;
}
