export { accessConversation, accessConversations, accessInHistory } from './access-conversation.ts';
export { assignConversations } from './assign-conversations.ts';
export { closeBlocked, closeBySystem } from './close-conversation.ts';
export { registerConversationRoutes } from './conversations.routes.ts';
export { countActive, countServed, countWaiting, findConversations, listConversations } from './conversations.store.ts';
export { readPage } from './list-events.ts';
export { parseCursor } from './list-inbox.ts';
export { markRead, type ReadMark, type ReadMarkResult } from './mark-read.ts';
export { mentionedIn, noteExcerpt } from './mentions.ts';
export { createMessageWriter, type MessageWriter, type StreamPosition, type WrittenMessage } from './message-writer.ts';
export { overflowConversation } from './move-conversation.ts';
export { noteAuthor } from './note-author.ts';
export { openByAgent } from './open-by-agent.ts';
export { openConversation } from './open-conversation.ts';
export { requeueConversations } from './requeue-conversations.ts';
export { type StoredMessage, sendAndWait, sendMessage, storedMessage } from './send-message.ts';
export { sendVisitorMessage } from './send-visitor-message.ts';
export { laterWithinAYear, SNOOZE_TASK } from './snooze-conversation.ts';
export { messageEvent, readStreams, type StreamRequest } from './stream.store.ts';
export { forVisitor, toConversationEvent } from './stream-event.ts';
export {
  closeServed,
  takeOverConversation,
  transferServed,
  watchConversation,
} from './supervise-conversation.ts';
export { findSaid, findVoice, idOfOccasion, lockConversation, say, type Voice } from './system-voice.ts';
export { tellInStream } from './tell-in-stream.ts';
export { findSaid, findVoice, idOfOccasion, lockConversation, say, type Voice } from './system-voice.ts';
export { wakeSnoozed } from './wake-snoozed.ts';
