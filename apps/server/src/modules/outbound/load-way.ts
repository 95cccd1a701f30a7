import type { FileInfo, Message } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { type ChannelRecord, findChannel } from '../channels/index.ts';
import { findAddress, type VisitorAddress } from './addresses.store.ts';
import type { DeliveryRecord } from './deliveries.store.ts';

/** All that decides over sending a message. */
export interface Way {
  readonly message: {
    readonly kind: Message['kind'];
    readonly text: string | null;
    readonly file: FileInfo | null;
    readonly author: { readonly kind: string; readonly name: string };
    readonly replyTo: number | null;
  };
  readonly channel: ChannelRecord;
  readonly address: VisitorAddress | undefined;
}

/** Undefined: the message or its channel is gone. */
export async function loadWay(db: Database, delivery: DeliveryRecord): Promise<Way | undefined> {
  const row = await db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['m.kind', 'm.text', 'm.file', 'm.author_kind', 'm.author_name', 'm.reply_to', 'c.visitor_id'])
    .where('m.id', '=', delivery.messageId)
    .executeTakeFirst();
  const channel = await findChannel(db, delivery.channelId);
  if (!row || !channel) return undefined;
  return {
    message: {
      kind: row.kind as Message['kind'],
      text: row.text,
      file: row.file as FileInfo | null,
      author: { kind: row.author_kind, name: row.author_name },
      replyTo: row.reply_to,
    },
    channel,
    address: await findAddress(db, row.visitor_id),
  };
}
