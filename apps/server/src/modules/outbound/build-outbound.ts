import type { FileInfo } from '@cskefu/contract';
import type { OutboundMessage, Part } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import type { FilePart, GivenPart } from './adapt-parts.ts';
import { countEnds } from './attempts.store.ts';
import type { DeliveryRecord } from './deliveries.store.ts';
import { derivedId } from './derived-id.ts';
import type { Way } from './load-way.ts';

/** Links to files, for those outside. */
export interface OutsideLinks {
  /** Good for about an hour. */
  short(file: Pick<FileInfo, 'id' | 'kind'>, now: Date): string;
  /** Good for a month: somebody reads it when they read it. */
  lasting(file: Pick<FileInfo, 'id' | 'kind'>, now: Date): string;
}

/** What is in a message of the desk. */
export function partsOf({ text, file }: Way['message'], links: OutsideLinks, now: Date): GivenPart[] {
  const words: GivenPart[] = text === null || text.trim() === '' ? [] : [{ kind: 'text', text }];
  if (!file) return words;
  const part: FilePart & { fileId: string } = {
    kind: file.kind,
    url: '',
    link: links.lasting(file, now),
    name: file.name,
    mime: file.mime,
    size: file.size,
    fileId: file.id,
  };
  return [part, ...words];
}

/** One piece of a delivery as the plugin gets it, with a link that is still good. */
export async function buildOutbound(
  db: Database,
  delivery: DeliveryRecord,
  way: Way & { readonly address: NonNullable<Way['address']> },
  links: OutsideLinks,
  canReply: boolean,
): Promise<OutboundMessage> {
  const at = delivery.piecesSent;
  const { address, message } = way;
  const replyTo = canReply && at === 0 ? await externalIdOf(db, delivery, message.replyTo) : undefined;
  return {
    idempotencyKey: await keyOf(db, delivery),
    thread: address.thread,
    recipient: address.identity,
    parts: [withLink(delivery.pieces?.[at] as GivenPart, links)],
    author: { kind: message.author.kind as OutboundMessage['author']['kind'], name: message.author.name },
    ...(replyTo === undefined ? {} : { replyTo }),
    lastInboundAt: address.lastInboundAt?.getTime() ?? null,
  };
}

/**
 * The same for every attempt, also after a doubt. Once the fate of a message is known, and somebody wants it sent all the same, it has another:
 * a provider that knows the old one would take nothing.
 */
async function keyOf(db: Database, delivery: DeliveryRecord): Promise<string> {
  const at = delivery.piecesSent;
  const key = at === 0 ? delivery.messageId : derivedId('piece', delivery.messageId, at);
  const resends = delivery.decidedUpTo === '0' ? 0 : await countEnds(db, delivery.id, at + 1, delivery.decidedUpTo);
  return resends === 0 ? key : `${key}#${resends}`;
}

const withLink = (piece: GivenPart, links: OutsideLinks): Part => {
  if (!('link' in piece)) return piece;
  const { link: _link, fileId, ...part } = piece as FilePart & { fileId: string };
  return { ...part, url: links.short({ id: fileId, kind: part.kind === 'image' ? 'image' : 'file' }, new Date()) };
};

/** Under which id the provider knows the message of that number. */
async function externalIdOf(db: Database, delivery: DeliveryRecord, seq: number | null): Promise<string | undefined> {
  if (seq === null) return undefined;
  const { rows } = await sql<{ external_id: string }>`
    select e.external_id
    from deliveries d join delivery_external_ids e on e.delivery_id = d.id
    where d.conversation_id = ${delivery.conversationId} and d.message_seq = ${seq}
    union all
    select i.external_id
    from messages m join inbound_messages i on i.message_id = m.id
    where m.conversation_id = ${delivery.conversationId} and m.seq = ${seq}
    limit 1`.execute(db);
  return rows[0]?.external_id;
}
