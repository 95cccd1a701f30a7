import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../../access/index.ts';
import { askJob } from './ask-job.ts';
import { listJobRuns, listJobs } from './list-jobs.ts';

export function registerPluginJobRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  const { pluginJobs } = routes;
  register(pluginJobs.list, ({ actor, params }) => run.read(actor, listJobs, params));
  register(pluginJobs.runs, ({ actor, params, query }) => run.read(actor, listJobRuns, { ...query, ...params }));
  register(pluginJobs.run, ({ actor, params }) => run(actor, askJob, params));
}
