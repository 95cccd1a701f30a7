export { registerHistoryRoutes } from './history.routes.ts';
export { createMessageIndexer } from './index-messages.ts';
