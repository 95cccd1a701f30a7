export { registerAgentRoutes } from './agents.routes.ts';
export { findAgent, lockReadyAgents, presentPresence, reserveCapacity } from './agents.store.ts';
export { type ConnectedAgents, PRESENCE_TIMES, type PresenceTimes, watchConnectedAgents } from './connected-agents.ts';
