const DAY = 86_400_000;

const startOfDay = (moment: number) => new Date(moment).setHours(0, 0, 0, 0);

/** How many midnights lie between two moments in this person's time zone: 0 is the same day, 1 is yesterday. */
export const daysBetween = (earlier: number, later: number): number =>
  Math.round((startOfDay(later) - startOfDay(earlier)) / DAY);

const formats = new Map<string, Intl.DateTimeFormat>();

const format = (locale: string, options: Intl.DateTimeFormatOptions) => {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
};

/** 14:05 */
export const clockTime = (moment: number, locale: string): string =>
  format(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment);

/** A date as short as it can be and still be understood now. */
export const shortDate = (moment: number, now: number, locale: string): string => {
  const sameYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  return format(locale, sameYear ? { month: 'short', day: 'numeric' } : { dateStyle: 'medium' }).format(moment);
};

/** A date with its weekday, for the separators of a thread. */
export const longDate = (moment: number, now: number, locale: string): string => {
  const sameYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? {} : ({ year: 'numeric' } as const);
  return format(locale, { ...year, month: 'long', day: 'numeric', weekday: 'long' }).format(moment);
};

/** Everything, to the second, in this person's zone. */
export const absoluteTime = (moment: number, locale: string): string =>
  format(locale, { dateStyle: 'long', timeStyle: 'medium' }).format(moment);
