import type { OutboxItem } from '@cskefu/client';
import type {
  FileInfo,
  Message,
  PreChatArrival,
  PublicChannel,
  Reception,
  ServerFrame,
  Visitor,
} from '@cskefu/contract';
import type { Threads } from './threads.ts';

/** Acknowledged by the server, but its event is not here yet. */
export interface Accepted {
  readonly item: OutboxItem;
  readonly conversationId: string;
  readonly seq: number;
}

/** A file of this page's visitor: shown at once, without asking the server for it. */
export interface OwnFile {
  readonly info: FileInfo;
  readonly preview: string | null;
}

export interface TalkState {
  /** `idle`: nobody has opened the chat yet, and there is nothing that could have been missed. */
  readonly phase: 'idle' | 'loading' | 'ready' | 'unavailable' | 'outdated';
  readonly channel: PublicChannel | null;
  readonly visitor: Visitor | null;
  /** Whether anybody was there on arrival. */
  readonly reception: Reception;
  /** What must be answered before the first word. */
  readonly preChat: PreChatArrival;
  readonly threads: Threads;
  readonly outbox: readonly OutboxItem[];
  readonly accepted: readonly Accepted[];
  readonly ownFiles: Readonly<Record<string, OwnFile>>;
  /** What lies before the oldest event on screen. */
  readonly earlier: 'some' | 'none' | 'loading' | 'failed';
  /** `seq` of the message of the open conversation that the next words answer. */
  readonly quote: number | null;
  /** Name of the agent who is typing. */
  readonly typing: string | null;
  readonly connection: 'fine' | 'reconnecting' | 'offline';
  /** Where the visitor stands in the queue, as they were told last. */
  readonly place: Extract<ServerFrame, { type: 'place' }> | null;
  /** The newest message that came in while the chat was running; it is announced. */
  readonly newest: Message | null;
}

export const initialTalk: TalkState = {
  phase: 'idle',
  channel: null,
  visitor: null,
  reception: 'open',
  preChat: { due: false, skillGroups: [] },
  threads: [],
  outbox: [],
  accepted: [],
  ownFiles: {},
  earlier: 'some',
  quote: null,
  typing: null,
  connection: 'fine',
  newest: null,
  place: null,
};
