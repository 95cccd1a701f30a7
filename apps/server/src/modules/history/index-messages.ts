import type { Database } from '../../platform/database/index.ts';
import type { ConsumerDefinition } from '../../platform/events/index.ts';
import { indexMessages } from './message-search.store.ts';

/**
 * Follows the event log and makes what is said findable, a moment behind: whoever sends a message never waits for it. Without its
 * row in `event_consumers` it begins anew with the first message there is.
 */
export const createMessageIndexer = (db: Database): ConsumerDefinition => ({
  name: 'message-search',
  types: ['message.created'],
  from: 'beginning',
  // A thousand a second at most: a burst is findable a little later, and is delivered no later for it.
  pauseMs: 200,
  handle: (event) => indexMessages(db, [event]),
  handleTogether: (events) => indexMessages(db, events),
});
