import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen, nextOpening, type OpeningHours } from './opening-hours.ts';

const hours = (rest: Partial<OpeningHours>): OpeningHours => ({
  hoursOn: true,
  timeZone: 'Asia/Shanghai',
  hours: [],
  exceptions: [],
  ...rest,
});
/** A moment on the clock of a place. */
const at = (text: string, timeZone = 'Asia/Shanghai') =>
  new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds);
const everyDay = (from: string, to: string) => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to }));
const weekdays = hours({ hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })) });

describe('working hours', () => {
  test('that are switched off are always', () => {
    expect(isOpen(hours({ hoursOn: false }), new Date())).toBe(true);
  });

  test('count from their first minute to before their last', () => {
    // 2026-11-26 is a Thursday.
    expect(isOpen(weekdays, at('2026-11-26T08:59:59'))).toBe(false);
    expect(isOpen(weekdays, at('2026-11-26T09:00'))).toBe(true);
    expect(isOpen(weekdays, at('2026-11-26T17:59:59'))).toBe(true);
    expect(isOpen(weekdays, at('2026-11-26T18:00'))).toBe(false);
    expect(isOpen(weekdays, at('2026-11-28T12:00'))).toBe(false);
  });

  test('begin again after the weekend', () => {
    expect(nextOpening(weekdays, at('2026-11-27T19:00'))).toEqual(at('2026-11-30T09:00'));
    expect(nextOpening(weekdays, at('2026-11-27T10:00'))).toEqual(at('2026-11-27T10:00'));
  });

  test('over midnight belong to the day on which they begin', () => {
    const nights = hours({ hours: [{ day: 4, from: '22:00', to: '06:00' }] });
    expect(isOpen(nights, at('2026-11-26T23:00'))).toBe(true);
    expect(isOpen(nights, at('2026-11-27T05:59'))).toBe(true);
    expect(isOpen(nights, at('2026-11-27T06:00'))).toBe(false);
    expect(isOpen(nights, at('2026-11-26T05:00'))).toBe(false);
    const closedThursday = { ...nights, exceptions: [{ date: '2026-11-26', name: '', ranges: [] }] };
    expect(isOpen(closedThursday, at('2026-11-27T05:00'))).toBe(false);
    const closedFriday = { ...nights, exceptions: [{ date: '2026-11-27', name: '', ranges: [] }] };
    expect(isOpen(closedFriday, at('2026-11-27T05:00'))).toBe(true);
  });

  test('round the clock are written as a day that ends when it begins, or at 24:00', () => {
    for (const to of ['00:00', '24:00'])
      expect(isOpen(hours({ hours: everyDay('00:00', to) }), at('2026-11-28T23:59:59'))).toBe(true);
  });

  test('of a holiday or of a Saturday that is worked go before those of the week', () => {
    const golden = {
      ...weekdays,
      exceptions: [
        { date: '2026-10-01', name: '国庆节', ranges: [] },
        { date: '2026-10-10', name: '调休', ranges: [{ from: '10:00', to: '16:00' }] },
      ],
    };
    expect(isOpen(golden, at('2026-10-01T10:00'))).toBe(false);
    expect(isOpen(golden, at('2026-10-10T10:00'))).toBe(true);
    expect(isOpen(golden, at('2026-10-10T09:30'))).toBe(false);
    expect(nextOpening(golden, at('2026-10-09T20:00'))).toEqual(at('2026-10-10T10:00'));
  });

  test('are those of the place, when it is day there', () => {
    const berlin = { ...weekdays, timeZone: 'Europe/Berlin' };
    expect(isOpen(berlin, at('2026-11-26T10:00', 'Europe/Berlin'))).toBe(true);
    expect(isOpen(berlin, at('2026-11-26T10:00', 'Asia/Shanghai'))).toBe(false);
  });

  test('keep to the clock when it is put forward or back', () => {
    const berlin = hours({ timeZone: 'Europe/Berlin', hours: everyDay('01:30', '03:30') });
    // Put forward at 2:00 on 2026-03-29: one hour of work is missing; put back at 3:00 on 2026-10-25: one is twice.
    const open = (from: string) => {
      const start = at(from, 'Europe/Berlin').getTime();
      return Array.from({ length: 24 * 60 }, (_, minute) => new Date(start + minute * 60_000)).filter((time) =>
        isOpen(berlin, time),
      ).length;
    };
    expect(open('2026-03-28T00:00')).toBe(120);
    expect(open('2026-03-29T00:00')).toBe(60);
    expect(open('2026-10-25T00:00')).toBe(180);
    const missing = hours({ timeZone: 'Europe/Berlin', hours: [{ day: 7, from: '02:15', to: '02:45' }] });
    expect(nextOpening(missing, at('2026-03-29T00:00', 'Europe/Berlin'))).toEqual(
      at('2026-03-29T03:15', 'Europe/Berlin'),
    );
  });

  test('that never come are told as never', () => {
    expect(nextOpening(hours({}), new Date())).toBeNull();
  });
});

const timeOfDay = fc.integer({ min: 0, max: 1439 }).map((minute) => {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
});
const range = fc.record({ from: timeOfDay, to: timeOfDay });
const anyHours = fc.record({
  hoursOn: fc.constant(true),
  timeZone: fc.constantFrom(
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
  ),
  hours: fc.array(
    fc.tuple(fc.integer({ min: 1, max: 7 }), range).map(([day, rest]) => ({ day, ...rest })),
    { maxLength: 8 },
  ),
  exceptions: fc.array(
    fc.record({
      date: fc
        .integer({ min: 0, max: 20 })
        .map((n) => Temporal.PlainDate.from('2026-03-20').add({ days: n }).toString()),
      name: fc.constant(''),
      ranges: fc.array(range, { maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
});
const anyMoment = fc
  .integer({ min: 0, max: 20 * 24 * 60 })
  .map((minutes) => new Date(Date.parse('2026-03-20T00:00:00Z') + minutes * 60_000));

describe('the next opening', () => {
  test('is open, and nothing between now and then is', () => {
    fc.assert(fc.property(anyHours, anyMoment, nothingBetween), { numRuns: 300 });
  });

  test('and whether it is open agree with a slow model that reads the wall clock', () => {
    fc.assert(fc.property(anyHours, anyMoment, agreesWithTheWallClock), { numRuns: 300 });
  });
});

function nothingBetween(any: OpeningHours, now: Date): void {
  const next = nextOpening(any, now);
  if (next === null) {
    for (let hour = 0; hour < 24 * 14; hour += 1)
      expect(isOpen(any, new Date(now.getTime() + hour * 3_600_000))).toBe(false);
    return;
  }
  expect(isOpen(any, next)).toBe(true);
  const gap = next.getTime() - now.getTime();
  for (let step = 0; step < 40; step += 1)
    if (gap > 0) expect(isOpen(any, new Date(now.getTime() + Math.floor((gap * step) / 40)))).toBe(false);
}

function agreesWithTheWallClock(any: OpeningHours, now: Date): void {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(any.timeZone);
  const clockChanges = [-1, 0, 1].some((days) => local.add({ days }).startOfDay().hoursInDay !== 24);
  if (clockChanges) return;
  const minute = local.hour * 60 + local.minute;
  const of = (date: Temporal.PlainDate) =>
    any.exceptions.find((one) => one.date === date.toString())?.ranges ??
    any.hours.filter(({ day }) => day === date.dayOfWeek);
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const today = of(local.toPlainDate()).some(({ from, to }) =>
    minutes(to) > minutes(from) ? minute >= minutes(from) && minute < minutes(to) : minute >= minutes(from),
  );
  const yesterday = of(local.toPlainDate().subtract({ days: 1 })).some(
    ({ from, to }) => minutes(to) <= minutes(from) && minute < minutes(to),
  );
  expect(isOpen(any, now)).toBe(today || yesterday);
}
