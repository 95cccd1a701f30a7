/** Moments that people mean when they say "later". */
export type LaterKey = 'hour' | 'evening' | 'tomorrow' | 'monday';

const HOUR = 60 * 60 * 1_000;
const EVENING = 18;
const MORNING = 9;

const at = (now: number, days: number, hour: number) => {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day.setHours(hour, 0, 0, 0);
};

/** The usual moments after now, in this person's zone, the next first. This evening only while it is still to come. */
export const laterMoments = (now: number): { key: LaterKey; moment: number }[] => {
  const untilMonday = (8 - new Date(now).getDay()) % 7 || 7;
  const all: { key: LaterKey; moment: number }[] = [
    { key: 'hour', moment: Math.ceil((now + HOUR) / 60_000) * 60_000 },
    { key: 'evening', moment: at(now, 0, EVENING) },
    { key: 'tomorrow', moment: at(now, 1, MORNING) },
    { key: 'monday', moment: at(now, untilMonday, MORNING) },
  ];
  return all.filter(({ key, moment }) => {
    if (key === 'evening') return moment - now > HOUR;
    return key !== 'monday' || untilMonday > 1;
  });
};

/** As a field for date and time writes it, in this person's zone. */
export const toField = (moment: number): string => {
  const zone = new Date(moment).getTimezoneOffset() * 60_000;
  return new Date(moment - zone).toISOString().slice(0, 16);
};
