export { createRouter } from './router.ts';
export { registerRoutingRoutes } from './routing.routes.ts';
export { registerSimulationRoutes } from './simulation/simulation.routes.ts';
