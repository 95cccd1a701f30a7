export { registerAgentRoutes } from './agents.routes.ts';
export {
  addAgent,
  findAgent,
  findPresentAgents,
  findTransferAgent,
  lockPresentAgents,
  type PresentAgent,
  presentPresence,
  removeAgent,
  reserveCapacity,
  setCapacity,
} from './agents.store.ts';
export { goOffline } from './change-presence.ts';
export { type ConnectedAgents, PRESENCE_TIMES, type PresenceTimes, watchConnectedAgents } from './connected-agents.ts';
