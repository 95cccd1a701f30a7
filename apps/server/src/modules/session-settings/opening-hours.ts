import type { OpenRange, SessionSettings } from '@cskefu/contract';

export type OpeningHours = Pick<SessionSettings, 'hoursOn' | 'timeZone' | 'hours' | 'exceptions'>;

interface Stretch {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** Longer than any holiday; whoever is closed for longer does not open again. */
const LOOK_AHEAD_DAYS = 370;

/** Whether a skill group works at this moment. A shift over midnight belongs to the day on which it begins. */
export function isOpen(hours: OpeningHours, at: Date): boolean {
  if (!hours.hoursOn) return true;
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const today = instant.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  return [today.subtract({ days: 1 }), today]
    .flatMap((date) => stretchesOf(hours, date))
    .some(({ from, to }) => compare(from, instant) <= 0 && compare(instant, to) < 0);
}

/** When it opens next; the moment itself while it is open, null if it does not within a year. */
export function nextOpening(hours: OpeningHours, at: Date): Date | null {
  if (isOpen(hours, at)) return at;
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const today = instant.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let days = 0; days <= LOOK_AHEAD_DAYS; days += 1) {
    const next = stretchesOf(hours, today.add({ days }))
      .filter(({ from, to }) => compare(from, instant) > 0 && compare(from, to) < 0)
      .map(({ from }) => from.epochMilliseconds);
    if (next.length > 0) return new Date(Math.min(...next));
  }
  return null;
}

/** What begins on a day. Where the clock jumps over a time, the time after the jump counts. */
function stretchesOf({ timeZone, hours, exceptions }: OpeningHours, date: Temporal.PlainDate): Stretch[] {
  const exception = exceptions.find((candidate) => candidate.date === date.toString());
  const ranges = exception?.ranges ?? hours.filter(({ day }) => day === date.dayOfWeek);
  return ranges.map((range) => toStretch(range, date, timeZone));
}

function toStretch({ from, to }: OpenRange, date: Temporal.PlainDate, timeZone: string): Stretch {
  const end = to === '24:00' ? '00:00' : to;
  const endDate = end <= from ? date.add({ days: 1 }) : date;
  const instantAt = (day: Temporal.PlainDate, plainTime: string) =>
    day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(plainTime) }).toInstant();
  return { from: instantAt(date, from), to: instantAt(endDate, end) };
}

const compare = Temporal.Instant.compare;
