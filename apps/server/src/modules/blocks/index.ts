export { registerBlockRoutes } from './blocks.routes.ts';
export { isBlockedAt } from './blocks.store.ts';
export { refuseBlocked } from './refuse-blocked.ts';
