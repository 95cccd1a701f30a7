import type { Desk } from '../desk/desk.ts';
import { numberedIds } from '../desk/numbered-ids.ts';
import type { Party } from '../desk/populate.ts';

const BATCH = 256;

/** One more message in each of the first `count` conversations, by its visitor on another device (agents who are away for long lose theirs), through the database function that the server uses. */
export async function writeMissedMessages(desk: Desk, party: Party, count: number): Promise<void> {
  const messages = numberedIds();
  const numbers = Array.from({ length: count }, (_, number) => number);
  for (let from = 0; from < count; from += BATCH) {
    const batch = numbers.slice(from, from + BATCH);
    const each = (value: (number: number) => string) => batch.map(value);
    const { rows } = await desk.database.pool.query<{ outcome: string }>(
      'select outcome from write_messages($1, $2, $3, $4, $5, $6, $7, $8)',
      [
        each(messages.id),
        each(party.conversations.id),
        each(() => 'visitor'),
        each(party.visitors.id),
        each(() => '访客'),
        each(() => 'text'),
        each((number) => `我的订单发货了吗？${number}`),
        batch.map(() => null),
      ],
    );
    if (rows.some(({ outcome }) => outcome !== 'written')) throw new Error('a message could not be written');
  }
}
