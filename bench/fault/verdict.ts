import type { Desk } from '../desk/desk.ts';
import type { NumberedIds } from '../desk/numbered-ids.ts';
import { numberOf } from '../desk/numbered-ids.ts';
import type { Record } from './record.ts';
import { fingerprint, type StreamWatch } from './stream-watch.ts';

export interface Verdict {
  readonly stored: number;
  readonly conversations: number;
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
  readonly incidents: readonly string[];
}

/** A client, and how it saw each conversation. */
export interface Watcher {
  readonly id: string;
  readonly name: string;
  readonly watches: ReadonlyMap<string, StreamWatch>;
}

/** One conversation as the database holds it. */
interface StoredStream {
  readonly id: string;
  readonly visitorId: string;
  readonly agentId: string | null;
  readonly lastSeq: number;
  readonly events: number;
  readonly rows: readonly { id: string; seq: number; author: string; text: string }[];
}

/** Compares what authors were told and what each client saw with what the database holds, conversation by conversation. */
export async function reachVerdict(
  desk: Desk,
  messages: NumberedIds,
  record: Record,
  watchers: readonly Watcher[],
): Promise<Verdict> {
  const trial = new Trial(messages, record);
  for await (const stream of readStreams(desk)) {
    trial.hear(stream);
    for (const watcher of watchers) trial.compare(watcher, stream);
  }
  return trial.conclude();
}

class Trial {
  readonly #messages: NumberedIds;
  readonly #record: Record;
  readonly #found: Uint8Array;
  #stored = 0;
  #conversations = 0;
  #lost = 0;
  #doubled: number;
  #reordered: number;
  readonly #incidents: string[];
  /** The last message of each visitor, across conversations. */
  readonly #lastOfVisitor = new Map<string, number>();
  /** Of the stream heard last. */
  #print = 0;

  constructor(messages: NumberedIds, record: Record) {
    this.#messages = messages;
    this.#record = record;
    this.#found = new Uint8Array(record.begun);
    this.#doubled = record.doubled;
    this.#reordered = record.reordered;
    this.#incidents = [...record.incidents];
  }

  hear({ id, lastSeq, events, rows }: StoredStream): void {
    if (rows.length + events !== lastSeq)
      this.#lose(
        Math.abs(lastSeq - rows.length - events),
        `conversation ${id} counts ${lastSeq} and holds ${rows.length} + ${events}`,
      );
    this.#conversations++;
    const lastOfAgent = new Map<string, number>();
    this.#print = 0;
    for (const row of rows) {
      const number = numberOf(row.id);
      this.#print = fingerprint(this.#print, row.seq, number);
      if (!row.id.startsWith(this.#messages.prefix)) continue;
      this.#stored++;
      // The words carry the number, too: the same words under another id would be a double.
      if (this.#found[number] || !row.text.endsWith(row.id.slice(-12)))
        this.#note('doubled', `message ${number} is stored twice`);
      this.#found[number] = 1;
      // A visitor's conversations come one after the other; an agent has many at a time.
      const lastOf = row.author.startsWith('visitor') ? this.#lastOfVisitor : lastOfAgent;
      const last = lastOf.get(row.author) ?? -1;
      if (number < last)
        this.#note('reordered', `${row.author} wrote ${number} before ${last}, stored as ${row.seq} of ${id}`);
      lastOf.set(row.author, number);
      const told = this.#record.seqs[number];
      if (told !== 0 && told !== row.seq)
        this.#note('doubled', `message ${number} lies at ${row.seq}, its author was told ${told}`);
      if (told === 0 && !this.#record.refused.has(number))
        this.#lose(1, `message ${number} is stored, and its author does not know`);
    }
  }

  /** Whoever knows the conversation must know all of it, and those who talk in it must know it. */
  compare({ id: watcherId, name, watches }: Watcher, { id, visitorId, agentId, lastSeq }: StoredStream): void {
    const watch = watches.get(id);
    if (!watch) {
      if (watcherId === visitorId || watcherId === agentId) this.#lose(lastSeq, `${name} does not know ${id}`);
      return;
    }
    if (watch.seq !== lastSeq)
      this.#lose(Math.abs(lastSeq - watch.seq), `${name} stands at ${watch.seq} of ${id}, the database at ${lastSeq}`);
    else if (watch.print !== this.#print) this.#note('reordered', `${name} saw another ${id} than the database holds`);
  }

  conclude(): Verdict {
    for (let number = 0; number < this.#record.begun; number++) {
      const acknowledged = this.#record.seqs[number] !== 0;
      if (acknowledged && !this.#found[number]) this.#lose(1, `message ${number} was acknowledged and is not stored`);
      if (!acknowledged && !this.#record.refused.has(number)) this.#lose(1, `message ${number} was never answered`);
    }
    return {
      stored: this.#stored,
      conversations: this.#conversations,
      lost: this.#lost,
      doubled: this.#doubled,
      reordered: this.#reordered,
      incidents: this.#incidents,
    };
  }

  #lose(count: number, incident: string): void {
    this.#lost += count;
    this.#remember(incident);
  }

  #note(fault: 'doubled' | 'reordered', incident: string): void {
    if (fault === 'doubled') this.#doubled++;
    else this.#reordered++;
    this.#remember(incident);
  }

  #remember(incident: string): void {
    if (this.#incidents.length < 40) this.#incidents.push(incident);
  }
}

/** All conversations, in the order in which they began, one at a time: a million messages never stand in memory together. */
async function* readStreams({ database: { pool } }: Desk): AsyncGenerator<StoredStream> {
  const conversations = await pool.query<{
    id: string;
    visitor_id: string;
    agent_id: string | null;
    last_seq: number;
    events: number;
  }>(
    `select c.id, c.visitor_id, c.agent_id, c.last_seq,
       (select count(*)::int from events e where e.conversation_id = c.id and e.type <> 'message.created' and e.seq is not null) as events
     from conversations c order by c.created_at, c.id`,
  );
  for (const { id, visitor_id: visitorId, agent_id: agentId, last_seq: lastSeq, events } of conversations.rows) {
    const { rows } = await pool.query(
      `select id, seq, author_kind || ' ' || author_id as author, text from messages where conversation_id = $1 order by seq`,
      [id],
    );
    yield { id, visitorId, agentId, lastSeq, events, rows: rows as StoredStream['rows'] };
  }
}
