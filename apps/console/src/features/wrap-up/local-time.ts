const two = (value: number) => String(value).padStart(2, '0');

/** A moment as a field of date and time shows it: in this person's zone, to the minute. */
export const toLocal = (at: string): string => {
  const moment = new Date(at);
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
};

/** The moment that such a field names; null while it is not whole. */
export const fromLocal = (value: string): string | null => {
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
};

/** So many days from now, at nine in the morning. */
export const inDays = (days: number): string => {
  const moment = new Date();
  moment.setDate(moment.getDate() + days);
  moment.setHours(9, 0, 0, 0);
  return moment.toISOString();
};
