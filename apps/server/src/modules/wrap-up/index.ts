export { registerWrapUpRoutes } from './wrap-up.routes.ts';
export { findWrapUps } from './wrap-ups.store.ts';
