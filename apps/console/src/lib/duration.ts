interface DurationParts {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

const partsOf = (milliseconds: number): DurationParts => {
  const total = Math.max(0, Math.floor(milliseconds / 1_000));
  return {
    days: Math.floor(total / 86_400),
    hours: Math.floor(total / 3_600) % 24,
    minutes: Math.floor(total / 60) % 60,
    seconds: total % 60,
  };
};

type Unit = keyof DurationParts;
const order: Unit[] = ['days', 'hours', 'minutes', 'seconds'];

/**
 * The two largest units that a duration is told in: 200 000 ms are 3 minutes and 20 seconds. Zero is zero seconds; a second
 * unit of zero is left out.
 */
export const durationUnits = (milliseconds: number): { unit: Unit; count: number }[] => {
  const parts = partsOf(milliseconds);
  const first = order.findIndex((unit) => parts[unit] > 0);
  if (first === -1) return [{ unit: 'seconds', count: 0 }];
  return order
    .slice(first, first + 2)
    .map((unit) => ({ unit, count: parts[unit] }))
    .filter(({ count }, at) => at === 0 || count > 0);
};
