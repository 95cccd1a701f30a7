import type { Thread } from '@cskefu/client';
import type { ConversationEvent } from '@cskefu/contract';
import type { Upload } from '../outgoing/uploads.ts';
import { dropArrived } from './accepted.ts';
import { type Line, lineOfAccepted, lineOfMessage, lineOfOutbox, lineOfUpload, type Notice } from './line.ts';
import type { TalkState } from './talk-state.ts';

/** Messages of one author stand together when they are at most this far apart. */
const GROUP_MS = 2 * 60_000;

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'divider'; readonly key: string }
  | { readonly kind: 'notice'; readonly key: string; readonly notice: Notice }
  | {
      readonly kind: 'line';
      readonly key: string;
      readonly line: Line;
      readonly first: boolean;
      readonly last: boolean;
    };

type Entry =
  | { readonly key: string; readonly at: string; readonly line: Line }
  | { readonly key: string; readonly at: string; readonly notice: Notice }
  | { readonly key: string; readonly at?: undefined };

const lineEntry = (line: Line): Entry => ({ key: line.id, at: line.at, line });

type TimelineInput = Pick<TalkState, 'threads' | 'accepted' | 'outbox' | 'ownFiles'>;

/** Everything on screen from top to bottom: conversations, what is on its way, and the quiet lines between. */
export const timeline = (talk: TimelineInput, uploads: readonly Upload[]): Row[] => {
  const stored = talk.threads.flatMap((thread, index) => [
    ...(index > 0 ? [{ key: `divider-${thread.conversation.id}` }] : []),
    ...entriesOf(thread, talk),
  ]);
  return toRows([...stored, ...pending(talk, uploads)]);
};

const entriesOf = ({ events, conversation }: Thread, { ownFiles }: TimelineInput): Entry[] =>
  events.flatMap((event, index): Entry[] => {
    if (event.type === 'message.created' && event.message.kind !== 'recalled')
      return [lineEntry(lineOfMessage(event.message, conversation.reads.agent, ownFiles))];
    const notice = noticeOf(event, events.slice(index + 1));
    return notice ? [{ key: `${conversation.id}-${event.seq}`, at: event.at, notice }] : [];
  });

const noticeOf = (event: ConversationEvent, later: readonly ConversationEvent[]): Notice | null => {
  const none = { agent: null, reason: null };
  switch (event.type) {
    case 'message.created':
      return {
        ...none,
        type: 'recalled',
        agent: event.message.author.kind === 'visitor' ? null : event.message.author.name,
      };
    case 'conversation.waiting':
      // Nobody needs to read of a wait that is over.
      if (later.some(({ type }) => type.startsWith('conversation.'))) return null;
      return { ...none, type: event.reason === 'opened' ? 'waiting' : 'waitingAgain' };
    case 'conversation.assigned':
      return { ...none, type: 'joined', agent: event.agent.name };
    case 'conversation.closed':
      return { ...none, type: 'closed', reason: event.reason };
    default:
      return null;
  }
};

/** What the server has acknowledged comes first, then what waits for it, then what is not there yet. */
const pending = ({ threads, accepted, outbox, ownFiles }: TimelineInput, uploads: readonly Upload[]): Entry[] => {
  const held = new Set(
    threads.at(-1)?.events.flatMap((event) => (event.type === 'message.created' ? event.message.id : [])),
  );
  for (const { item } of accepted) held.add(item.id);
  return [
    // Its event may have come before the acknowledgement, on a page that was fetched after a reload.
    ...dropArrived(accepted, threads).map((it) => lineOfAccepted(it, ownFiles)),
    ...outbox.filter(({ id }) => !held.has(id)).map((item) => lineOfOutbox(item, ownFiles)),
    ...uploads.map(lineOfUpload),
  ].map(lineEntry);
};

const toRows = (entries: readonly Entry[]): Row[] => {
  const rows: Row[] = [];
  let day = '';
  entries.forEach((entry, index) => {
    const { key, at } = entry;
    if (at === undefined) {
      rows.push({ kind: 'divider', key });
      return;
    }
    if (dayOf(at) !== day) rows.push({ kind: 'day', key: `day-${key}`, at });
    day = dayOf(at);
    if ('notice' in entry) rows.push({ kind: 'notice', key, notice: entry.notice });
    else rows.push(lineRow(entry.line, entries[index - 1], entries[index + 1]));
  });
  return rows;
};

const lineRow = (line: Line, before: Entry | undefined, after: Entry | undefined): Row => ({
  kind: 'line',
  key: line.id,
  line,
  first: !belongTogether(before, line),
  last: !belongTogether(after, line),
});

const belongTogether = (entry: Entry | undefined, line: Line): boolean => {
  if (!entry || !('line' in entry)) return false;
  const { at, mine, author } = entry.line;
  const isNear = Math.abs(Date.parse(at) - Date.parse(line.at)) <= GROUP_MS && dayOf(at) === dayOf(line.at);
  return isNear && (mine ? line.mine : !line.mine && author?.id === line.author?.id);
};

/** In the zone of whoever reads. */
const dayOf = (at: string): string => new Date(at).toDateString();

/** The newest own message that has arrived: below it stands how far it has come. */
export const newestOwn = (rows: readonly Row[]): Line | null => {
  const row = rows.findLast((it) => it.kind === 'line' && (it.line.state === 'sent' || it.line.state === 'read'));
  return row?.kind === 'line' ? row.line : null;
};
