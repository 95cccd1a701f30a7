export { registerAgentFiguresRoutes } from './agent-figures.routes.ts';
export { rebuildServices } from './agent-services.store.ts';
export { createFiguresKeeper } from './follow-events.ts';
