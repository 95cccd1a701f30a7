export { registerPluginHttp } from './http/plugin-http.routes.ts';
export { createJobWorker, type JobWorker } from './jobs/job-worker.ts';
export { registerPluginJobRoutes } from './jobs/jobs.routes.ts';
export { removeOldWork } from './jobs/jobs.store.ts';
export { observableEvents } from './observers/observable-events.ts';
export { createObservers, type Observers } from './observers/observers.ts';
