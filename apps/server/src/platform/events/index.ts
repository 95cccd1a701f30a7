export { adoptRestoredLog } from './adopt-restored-log.ts';
export { type Announcements, createAnnouncements } from './announcements.ts';
export {
  type ConsumerDefinition,
  type ConsumerParts,
  type DurableConsumer,
  startConsumer,
} from './durable-consumer.ts';
export {
  appendEvents,
  type CommittedEvent,
  type EventActor,
  type LoggedEvent,
  type LogPosition,
  type NewEvent,
  readLog,
  readLoggedEvent,
} from './event-log.ts';
export { createLeadership, type Leadership } from './leadership.ts';
