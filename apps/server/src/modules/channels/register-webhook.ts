import type { ChannelHealth, ChannelRegistration } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';

/** Writes down what came of registering a webhook, or of taking that back. */
export async function keepRegistration(
  db: DatabaseReader,
  id: string,
  act: ChannelRegistration['act'],
  { ok, detail }: Pick<ChannelHealth, 'ok' | 'detail'>,
): Promise<void> {
  const registration: ChannelRegistration = { act, ok, detail, at: new Date().toISOString() };
  await db
    .updateTable('channels')
    .set({ registration: JSON.stringify(registration) })
    .where('id', '=', id)
    .execute();
}
