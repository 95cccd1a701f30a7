import { Readable } from 'node:stream';
import { routes } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { auditCursorOf, listAuditRows } from './audit-log.store.ts';
import { exportAudit } from './export-audit.ts';
import { presentEntries } from './present-entries.ts';

export function registerAuditRoutes(register: RegisterRoute, { db, run }: { db: Database; run: RunUseCase }): void {
  register(routes.audit.list, async ({ actor, query: { cursor, limit, ...filter } }) => {
    const found = await listAuditRows(db, actor, filter, cursor, limit + 1);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    return {
      items: await presentEntries(db, actor.orgUnit, rows),
      nextCursor: found.length > limit && last ? auditCursorOf(last) : null,
    };
  });

  register(
    routes.audit.exportCsv,
    async ({ actor, query, reply }) => {
      const lines = await exportAudit({ db, run }, actor, query);
      const day = new Date().toISOString().slice(0, 10);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="audit-${day}.csv"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(lines));
    },
    { rateLimit: { max: 10, timeWindow: '1 minute' } },
  );
}
