import { environment } from './environment.ts';

const bytes = new Uint8Array(10);
let lastMs = 0;
let counter = 0;

/**
 * A new UUID version 7. Ids of one process sort in the order in which they were made, also within a millisecond and when
 * the clock is set back: 12 bits count, 62 bits are random.
 */
export function newId(): string {
  environment.crypto.getRandomValues(bytes);
  tick();
  const time = lastMs.toString(16).padStart(12, '0');
  const variant = (0x80 | (at(2) & 0x3f)).toString(16);
  let tail = '';
  for (let index = 3; index < 10; index++) tail += at(index).toString(16).padStart(2, '0');
  const count = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`;
}

/** The counter starts low in each millisecond, so that there is room to count up; when it is full, time is borrowed. */
function tick(): void {
  const now = Date.now();
  if (now <= lastMs && counter < 0xfff) {
    counter++;
    return;
  }
  lastMs = Math.max(now, lastMs + 1);
  counter = ((at(0) << 8) | at(1)) & 0x7ff;
}

const at = (index: number): number => bytes[index] ?? 0;
