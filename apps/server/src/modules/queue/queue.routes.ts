import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { listQueue, listQueueGroups } from './list-queue.ts';

export function registerQueueRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  register(routes.queue.list, ({ actor, query }) => run.read(actor, listQueue, query));
  register(routes.queue.groups, ({ actor, query }) => run.read(actor, listQueueGroups, query));
}
