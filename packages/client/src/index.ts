export type { AbortSignalLike, FetchLike, ResponseLike, SocketLike, Timers } from './environment.ts';
export {
  ApiError,
  type ApiErrorCode,
  createHttp,
  type Http,
  type HttpOptions,
  type RequestOptions,
} from './http.ts';
export { newId } from './ids.ts';
export type { Unsubscribe } from './listeners.ts';
export { createOutbox, type NewMessage, type Outbox, type OutboxOptions } from './outbox.ts';
export {
  memoryOutboxStore,
  type OutboxItem,
  type OutboxStore,
  type StorageLike,
  webOutboxStore,
} from './outbox-store.ts';
export {
  createRealtime,
  type OutgoingFrame,
  type Realtime,
  type RealtimeOptions,
  type RealtimeStatus,
  type ResumePoint,
  type StopReason,
} from './realtime.ts';
export { applyEventToConversation, type ConversationSeed, conversationBeforeEvents } from './reducers/conversation.ts';
export {
  applyEventToInbox,
  applyInboxFrame,
  applyInboxPage,
  emptyInbox,
  type Inbox,
  type InboxFrame,
  type InboxPage,
  inboxView,
  type Me,
  viewOf,
} from './reducers/inbox.ts';
export { applyVisitors, type OnlineVisitorList } from './reducers/online-visitors.ts';
export {
  applyEvent,
  applyEvents,
  applyFrameToThread,
  applyRead,
  emptyThread,
  needsCatchUp,
  prependPage,
  type Thread,
  threadFromSnapshot,
} from './reducers/thread.ts';
export { applyWallChange, emptyWall } from './reducers/wall.ts';
