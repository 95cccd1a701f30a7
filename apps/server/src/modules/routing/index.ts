export { createAssignmentGate } from './ask-before-assign.ts';
export { decideAssignments } from './decide-assignments.ts';
export { explainWaiting } from './explain-waiting.ts';
export { createRouter } from './router.ts';
export { registerRoutingRoutes } from './routing.routes.ts';
export { rankInQueue } from './routing.store.ts';
export { registerSimulationRoutes } from './simulation/simulation.routes.ts';
