import { describe, expect, test } from 'vitest';
import { MicroBatcher } from './micro-batcher.ts';

const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

describe('micro batcher', () => {
  test('sends a lone item at once and gathers what arrives meanwhile', async () => {
    const batches: number[][] = [];
    const batcher = new MicroBatcher<number, number>({
      maxBatch: 100,
      run: async (items) => {
        batches.push(items);
        await pause();
        return items.map((item) => item * 2);
      },
    });
    const first = batcher.add(1);
    await new Promise((resolve) => setImmediate(resolve));
    const rest = [2, 3, 4].map((item) => batcher.add(item));
    expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6, 8]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  test('never exceeds the largest batch and keeps the order', async () => {
    const seen: number[] = [];
    let largest = 0;
    const batcher = new MicroBatcher<number, number>({
      maxBatch: 7,
      run: async (items) => {
        largest = Math.max(largest, items.length);
        seen.push(...items);
        await pause();
        return items;
      },
    });
    const items = Array.from({ length: 50 }, (_, index) => index);
    await Promise.all(items.map((item) => batcher.add(item)));
    expect(largest).toBe(7);
    expect(seen).toEqual(items);
  });

  test('one bad item fails alone', async () => {
    const batcher = new MicroBatcher<number, number>({
      maxBatch: 100,
      run: async (items) => {
        if (items.includes(13)) throw new Error('thirteen');
        return items;
      },
    });
    const results = await Promise.allSettled(Array.from({ length: 40 }, (_, index) => batcher.add(index)));
    const failed = results.flatMap((result, index) => (result.status === 'rejected' ? [index] : []));
    expect(failed).toEqual([13]);
  });

  test('what nobody is to blame for fails everything that waits, so that nothing overtakes it', async () => {
    const gone = new Error('the database is away');
    let away = true;
    const batcher = new MicroBatcher<number, number>({
      maxBatch: 4,
      isCollective: (error) => error === gone,
      run: async (items) => {
        await pause();
        if (items.length > 1 && items.includes(2)) throw new Error('cut it in halves');
        if (away) {
          away = false;
          throw gone;
        }
        return items;
      },
    });
    const results = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map((item) => batcher.add(item)));
    expect(results).toEqual(results.map(() => ({ status: 'rejected', reason: gone })));
    expect(await batcher.add(8)).toBe(8);
  });

  test('drain waits for the last batch', async () => {
    let done = 0;
    const batcher = new MicroBatcher<number, number>({
      maxBatch: 2,
      run: async (items) => {
        await pause();
        done += items.length;
        return items;
      },
    });
    for (let item = 0; item < 5; item += 1) void batcher.add(item);
    await batcher.drain();
    expect(done).toBe(5);
  });
});
