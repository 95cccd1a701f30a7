export { findPlaces } from './find-places.ts';
export { registerQueueRoutes } from './queue.routes.ts';
export { findGroupsOfWaiting } from './queue.store.ts';
