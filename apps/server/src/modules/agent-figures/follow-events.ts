import type { Database } from '../../platform/database/index.ts';
import type { ConsumerDefinition } from '../../platform/events/index.ts';
import { FIGURE_EVENTS, writeServices } from './agent-services.store.ts';

/**
 * Follows the event log and keeps the figures of agents, a moment behind: whoever serves never waits for it. It writes whole conversations
 * anew, so an event that comes twice changes nothing.
 */
export const createFiguresKeeper = (db: Database): ConsumerDefinition => ({
  name: 'agent-figures',
  types: FIGURE_EVENTS,
  from: 'beginning',
  // A thousand events a second at most: what serves visitors comes first.
  pauseMs: 200,
  handle: (event) => writeServices(db, event.conversationId === null ? [] : [event.conversationId]),
  handleTogether: (events) =>
    writeServices(db, [...new Set(events.flatMap(({ conversationId }) => conversationId ?? []))]),
});
