const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

/** To the second, and with its day unless that is today: what stands in a log may be of last week. */
export const logTime = (moment: number, now: number, locale: string): string => {
  const isToday = new Date(moment).toDateString() === new Date(now).toDateString();
  const day = isToday ? {} : ({ month: '2-digit', day: '2-digit' } as const);
  return new Intl.DateTimeFormat(locale, { ...day, ...clock }).format(moment);
};
