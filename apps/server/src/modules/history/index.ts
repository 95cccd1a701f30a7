export { createExporter } from './export-history.ts';
export { removeExpiredExports } from './exports.store.ts';
export { registerHistoryRoutes } from './history.routes.ts';
export { createMessageIndexer } from './index-messages.ts';
