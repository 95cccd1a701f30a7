export { registerSupervisionRoutes } from './supervision.routes.ts';
export { findDeskTimeZone } from './supervision-settings.store.ts';
export { createWallFeed, type WallFeed } from './wall-feed.ts';
