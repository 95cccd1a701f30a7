export { registerAgentRoutes } from './agents.routes.ts';
export {
  addAgent,
  findAgent,
  findTransferAgent,
  lockReadyAgents,
  presentPresence,
  removeAgent,
  reserveCapacity,
} from './agents.store.ts';
export { goOffline } from './change-presence.ts';
export { type ConnectedAgents, PRESENCE_TIMES, type PresenceTimes, watchConnectedAgents } from './connected-agents.ts';
