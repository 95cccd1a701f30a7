import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { listHistory } from './list-history.ts';
import { readTranscript } from './read-transcript.ts';

export function registerHistoryRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  const { history } = routes;
  register(history.list, ({ actor, query }) => run.read(actor, listHistory, query));
  register(history.get, ({ actor, params, query }) => run.read(actor, readTranscript, { ...query, id: params.id }));
}
