import type { Fields } from './config-schema.ts';
import type { Activated } from './context.ts';

/**
 * The places where a plugin may have a say *before* something happens. Only what is listed for a point may be changed or refused there; the core
 * checks the result again. The list only grows.
 */
export interface HookPoints {
  /** A message of a visitor or customer, before it is stored. */
  'message.beforeAccept': {
    readonly message: HookMessage;
    /** Null: it would be the first of a new one. */
    readonly conversation: HookConversation | null;
    readonly channel?: { readonly id: string; readonly kind: string };
  };
  /** A message of an agent, bot or supervisor, before it is stored and sent. */
  'message.beforeSend': { readonly message: HookMessage; readonly conversation: HookConversation };
  'conversation.beforeCreate': { readonly conversation: Omit<HookConversation, 'id' | 'state' | 'agentId'> };
  'conversation.beforeAssign': { readonly conversation: HookConversation; readonly agentId: string };
  'conversation.beforeClose': { readonly conversation: HookConversation; readonly reason: string };
  'contact.beforeMerge': { readonly contactId: string; readonly intoContactId: string };
  'attachment.beforeStore': { readonly name: string; readonly mime: string; readonly size: number };
}

export type HookPoint = keyof HookPoints;

export interface HookMessage {
  readonly kind: string;
  /** Null without the permission `messages:read`, and for files. */
  readonly text: string | null;
  readonly author: { readonly kind: string; readonly id: string | null; readonly name: string };
}

export interface HookConversation {
  readonly id: string;
  readonly channelId: string;
  readonly channelKind: string;
  readonly skillGroupId: number;
  readonly state: string;
  readonly agentId: string | null;
}

/** The fields that a transform may change. */
export interface HookPatches {
  'message.beforeAccept': { readonly text?: string };
  'message.beforeSend': { readonly text?: string };
  'conversation.beforeCreate': { readonly skillGroupId?: number; readonly priority?: number };
  'conversation.beforeAssign': never;
  'conversation.beforeClose': never;
  'contact.beforeMerge': never;
  'attachment.beforeStore': { readonly name?: string };
}

/**
 *   allow  go on
 *   deny   refuse; whoever asked sees the text in their language
 *   hold   keep for review
 */
export type HookVerdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'deny'; readonly code: string; readonly text: Readonly<Record<'zh-CN' | 'en', string>> }
  | { readonly kind: 'hold'; readonly reason: string };

/** Only what matches crosses over to the plugin; the core compares. A list matches if one of it does. */
export interface HookFilter {
  readonly channelKind?: readonly string[];
  readonly channelId?: readonly string[];
  readonly messageKind?: readonly string[];
  readonly authorKind?: readonly string[];
}

export type Hook<P extends HookPoint = HookPoint, F extends Fields = Fields> = TransformHook<P, F> | VetoHook<P, F>;

interface AnyHook {
  readonly match?: HookFilter;
  /** 200 ms unless said, at most 1000. */
  readonly deadlineMs?: number;
}

/** One after the other, `early` before `normal` before `late`. What it answers is laid over the payload; nothing means no change. */
export interface TransformHook<P extends HookPoint, F extends Fields = Fields> extends AnyHook {
  readonly kind: 'transform';
  readonly phase?: 'early' | 'normal' | 'late';
  readonly handler: (
    payload: HookPoints[P],
    context: Activated<F>,
  ) => HookPatches[P] | undefined | Promise<HookPatches[P] | undefined>;
}

/** All at the same time; one `deny` is enough. */
export interface VetoHook<P extends HookPoint, F extends Fields = Fields> extends AnyHook {
  readonly kind: 'veto';
  /** What counts when it fails or is late: `allow` unless said; `block` needs the permission `hooks:block`. */
  readonly onFailure?: 'allow' | 'block';
  readonly handler: (payload: HookPoints[P], context: Activated<F>) => HookVerdict | Promise<HookVerdict>;
}

/** After something happened, from the event log: at least once, in the order of each conversation, several at a time. */
export interface Observer<F extends Fields = Fields> {
  readonly match?: HookFilter;
  /** Most events in one call; 32 unless said. */
  readonly batch?: number;
  /** 10 s unless said, at most 5 min. */
  readonly deadlineMs?: number;
  /** Its own writes come to it only if it says so. */
  readonly includeOwn?: true;
  readonly handler: (events: readonly ObservedEvent[], context: Activated<F>) => void | Promise<void>;
}

export interface ObservedEvent {
  /** Unique; the same when it comes again. */
  readonly id: string;
  readonly type: string;
  readonly conversationId: string | null;
  /** Position in the stream of the conversation. */
  readonly seq: number | null;
  readonly at: number;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly payload: unknown;
}
