import type { Locale } from '@cskefu/contract';
import type { Texts } from '../i18n/zh-cn.ts';

const DAY_MS = 86_400_000;

const startOfDay = (moment: Date): number => new Date(moment).setHours(0, 0, 0, 0);

/** 今天, 昨天, 11月20日 星期五, 2025年3月4日 */
export const dayWords = (at: string, locale: Locale, texts: Texts, now = new Date()): string => {
  const moment = new Date(at);
  const days = Math.round((startOfDay(now) - startOfDay(moment)) / DAY_MS);
  if (days === 0) return texts.today;
  if (days === 1) return texts.yesterday;
  const isThisYear = moment.getFullYear() === now.getFullYear();
  const options = isThisYear
    ? ({ month: 'long', day: 'numeric', weekday: 'short' } as const)
    : ({ year: 'numeric', month: 'long', day: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, options).format(moment);
};

export const timeWords = (at: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));

/** For hovering: the whole moment. */
export const momentWords = (at: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium' }).format(new Date(at));
