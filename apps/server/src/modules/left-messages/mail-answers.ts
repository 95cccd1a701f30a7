import type { Locale } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DueTask } from '../../platform/due/index.ts';
import { insertMail, type Mailer, NOT_CONFIGURED } from '../../platform/mail/index.ts';
import type { SystemActor, UseCaseContext } from '../access/index.ts';
import type { ChatLinks } from './chat-links.ts';
import { composeAnswer } from './compose-answer.ts';
import { tellOfLetter } from './tell-of-letter.ts';

export interface LetterDependencies {
  readonly mailer: Mailer;
  readonly chatLinks: ChatLinks;
  /** Where visitors reach this desk; null: not known, and letters have no link. */
  readonly publicUrl: string | null;
}

/** Under which the outbox knows these letters. */
export const ANSWER = 'left-message-answer';

interface Addressee {
  email: string;
  subject: string | null;
  mail_ids: string[];
  visitor_id: string;
  visitor_name: string | null;
  locale: Locale | null;
  channel_id: string;
  channel_name: string;
}

interface Unread {
  seq: number;
  author_name: string;
  text: string | null;
  file_name: string | null;
}

/**
 * Writes the answers that the visitor has not read into a letter. Whoever has come back and read them gets none: that they were read is asked, not whether
 * a page is open somewhere.
 */
export const mailAnswers =
  (dependencies: LetterDependencies) =>
  async (ctx: UseCaseContext<SystemActor>, { subjectId: conversationId, id }: Pick<DueTask, 'subjectId' | 'id'>) => {
    const to = await lockAddressee(ctx, conversationId);
    const answers = to ? await findUnreadAnswers(ctx, conversationId) : [];
    const last = answers.at(-1);
    if (!to || !last) return;
    const letter = composeAnswer({
      locale: to.locale ?? 'zh-CN',
      visitorName: to.visitor_name,
      channelName: to.channel_name,
      subject: to.subject,
      messages: answers.map(({ author_name, text, file_name }) => ({ author: author_name, text, fileName: file_name })),
      quoted: await firstWords(ctx, conversationId),
      link: linkFor(to, dependencies, ctx.now),
    });
    const messageId = `<${id}@${domainOf(dependencies.mailer.from)}>`;
    const messageSeqs = answers.map(({ seq }) => seq);
    await insertMail(
      ctx.tx,
      {
        id,
        messageId,
        to: { address: to.email, name: to.visitor_name },
        ...letter,
        references: to.mail_ids,
        about: ANSWER,
        subjectId: conversationId,
        payload: { messageSeqs },
      },
      ctx.now,
    );
    await ctx.tx
      .updateTable('left_messages')
      .set({ mailed_seq: last.seq, mail_ids: [...to.mail_ids, messageId].slice(-MOST_REFERENCES) })
      .where('conversation_id', '=', conversationId)
      .execute();
    if (!dependencies.mailer.isConfigured)
      await tellOfLetter(ctx, conversationId, { messageSeqs, state: 'waiting', reason: NOT_CONFIGURED });
  };

/** Mail programs need the newest ones; the header must not grow for ever. */
const MOST_REFERENCES = 20;

async function lockAddressee(ctx: UseCaseContext<SystemActor>, id: string): Promise<Addressee | undefined> {
  const { rows } = await sql<Addressee>`
    select l.email, l.subject, l.mail_ids, v.id as visitor_id, coalesce(l.name, v.name) as visitor_name, v.locale,
      ch.id as channel_id, ch.name as channel_name
    from left_messages l
    join conversations c on c.id = l.conversation_id
    join visitors v on v.id = c.visitor_id
    join channels ch on ch.id = c.channel_id
    where l.conversation_id = ${id} and l.email is not null
    for update of l`.execute(ctx.tx);
  return rows[0];
}

async function findUnreadAnswers(ctx: UseCaseContext<SystemActor>, id: string): Promise<Unread[]> {
  const { rows } = await sql<Unread>`
    select m.seq, m.author_name, m.text, m.file ->> 'name' as file_name
    from conversations c
    join left_messages l on l.conversation_id = c.id
    join messages m on m.conversation_id = c.id and m.seq > greatest(c.visitor_read_seq, l.mailed_seq)
    where c.id = ${id} and m.author_kind = 'agent' and m.kind in ('text', 'image', 'file')
    order by m.seq limit 50`.execute(ctx.tx);
  return rows;
}

async function firstWords(ctx: UseCaseContext<SystemActor>, id: string): Promise<string | null> {
  const { rows } = await sql<{ text: string }>`
    select text from messages
    where conversation_id = ${id} and author_kind = 'visitor' and kind = 'text' order by seq limit 1`.execute(ctx.tx);
  return rows[0]?.text ?? null;
}

/** In the part of the address that browsers keep to themselves: no log of a server and no other site ever sees it. */
function linkFor(to: Addressee, { chatLinks, publicUrl }: LetterDependencies, now: Date): string | null {
  if (publicUrl === null) return null;
  const link = chatLinks.issue(to.visitor_id, to.email, now);
  return `${publicUrl}/chat/${to.channel_id}?lang=${to.locale ?? 'zh-CN'}#resume=${link}`;
}

const domainOf = (from: string | null) => /@([^@\s>]+)>?$/.exec(from ?? '')?.[1] ?? 'cskefu.invalid';
