import { NeverSent } from './call-error.ts';

const MAX_UNDER_WAY = 64;
const MAX_QUEUED = 256;

interface Waiting {
  readonly enter: () => void;
}

interface Door {
  underWay: number;
  readonly queue: Set<Waiting>;
}

/** So many calls to one plugin at a time, so many more in a queue, and beyond that an error at once. */
export const createTurnstile = () => {
  const doors = new Map<string, Door>();

  const doorOf = (plugin: string): Door => {
    const known = doors.get(plugin);
    if (known) return known;
    const door: Door = { underWay: 0, queue: new Set() };
    doors.set(plugin, door);
    return door;
  };

  const enter = (door: Door, deadlineMs: number): Promise<void> | null => {
    if (door.underWay < MAX_UNDER_WAY) {
      door.underWay++;
      return null;
    }
    if (door.queue.size >= MAX_QUEUED) throw new NeverSent('overloaded', 'too many calls wait for this plugin');
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        door.queue.delete(waiting);
        reject(new NeverSent('deadline', 'waited for its turn until the deadline'));
      }, deadlineMs);
      door.queue.add(waiting);
    });
  };

  /** Whoever goes hands their place to the next, so the count stays. */
  const leave = (plugin: string, door: Door) => {
    const [next] = door.queue;
    if (next) {
      door.queue.delete(next);
      return next.enter();
    }
    door.underWay--;
    if (door.underWay === 0) doors.delete(plugin);
  };

  return {
    pass: async <T>(plugin: string, deadlineMs: number, act: () => Promise<T>): Promise<T> => {
      const door = doorOf(plugin);
      const turn = enter(door, deadlineMs);
      if (turn) await turn;
      try {
        return await act();
      } finally {
        leave(plugin, door);
      }
    },
  };
};
