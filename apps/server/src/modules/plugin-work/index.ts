export { registerPluginHttp } from './http/plugin-http.routes.ts';
export { createJobWorker } from './jobs/job-worker.ts';
export { registerPluginJobRoutes } from './jobs/jobs.routes.ts';
export { removeOldWork } from './jobs/jobs.store.ts';
export { createObservers } from './observers/observers.ts';
