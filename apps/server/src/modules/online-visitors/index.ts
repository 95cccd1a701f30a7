export { accessVisitor } from './access-visitor.ts';
export type { CurrentVisit } from './browsers.ts';
export { registerOnlineVisitorRoutes } from './online-visitors.routes.ts';
export { createOnlineVisitors, type OnlineVisitors } from './online-visitors.ts';
export type { VisitorScreen } from './visitor-feed.ts';
export { removeOldVisits } from './visits.store.ts';
