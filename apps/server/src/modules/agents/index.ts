export { registerAgentRoutes } from './agents.routes.ts';
export { findAgent, lockReadyAgents, presentPresence, type ReadyAgent, reserveCapacity } from './agents.store.ts';
export { applyPresenceChange } from './change-presence.ts';
export { type ConnectedAgents, PRESENCE_TIMES, type PresenceTimes, watchConnectedAgents } from './connected-agents.ts';
