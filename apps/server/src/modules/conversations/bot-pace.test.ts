import { expect, test } from 'vitest';
import { createBotPace } from './bot-pace.ts';

const writeAll = (pace: ReturnType<typeof createBotPace>, times: number) => {
  for (let written = 0; written < times; written += 1) pace.botWrites('a');
};

test('plugins that answer each other stop after twenty words, until a person writes', () => {
  const pace = createBotPace();
  writeAll(pace, 20);
  expect(() => pace.botWrites('a')).toThrow('in a row');
  pace.botWrites('another conversation');
  pace.personWrites('a');
  writeAll(pace, 20);
});

test('what comes after a long silence is no answer', () => {
  let now = 0;
  const pace = createBotPace(() => now);
  writeAll(pace, 20);
  now = 11 * 60_000;
  pace.botWrites('a');
});
