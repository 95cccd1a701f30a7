/** A moment as the clock on somebody's wall shows it. */
export class Moment {
  /** Milliseconds since 1970 as if that wall stood in Greenwich. */
  readonly wall: number;

  constructor(wall: number) {
    this.wall = wall;
  }

  /** 2026-11-26 08:15:30 */
  toString(): string {
    return new Date(this.wall).toISOString().slice(0, 19).replace('T', ' ');
  }
}

export type Cell = string | number | Moment | null;

/** Turns moments of the world into those of one time zone. */
export function inZone(timeZone: string): (at: string | null) => Moment | null {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (at) => {
    if (at === null) return null;
    const parts = Object.fromEntries(
      format.formatToParts(new Date(at)).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts as Record<string, number>;
    return new Moment(Date.UTC(year, month - 1, day, hour, minute, second));
  };
}
