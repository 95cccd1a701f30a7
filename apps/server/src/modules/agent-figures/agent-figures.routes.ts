import { Readable } from 'node:stream';
import { routes } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { exportAgents } from './export-agents.ts';
import { reportAgents } from './report-agents.ts';

const mimes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function registerAgentFiguresRoutes(
  register: RegisterRoute,
  { db, run }: { db: Database; run: RunUseCase },
): void {
  register(routes.reports.agents, ({ actor, query }) => run.read(actor, reportAgents, query));

  register(
    routes.reports.exportAgents,
    async ({ actor, query, reply }) => {
      const bytes = await exportAgents({ db, run }, actor, query);
      const day = new Date().toISOString().slice(0, 10);
      return reply
        .type(mimes[query.format])
        .header('content-disposition', `attachment; filename="agents-${day}.${query.format}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(bytes));
    },
    { rateLimit: { max: 10, timeWindow: '1 minute' } },
  );
}
