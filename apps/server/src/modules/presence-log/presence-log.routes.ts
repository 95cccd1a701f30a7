import { Readable } from 'node:stream';
import { routes } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { findDeskTimeZone } from '../supervision/index.ts';
import { exportPresence } from './export-presence.ts';
import { listPeriods, periodCursorOf, presentPeriod, sumByDay } from './presence-log.store.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

export function registerPresenceLogRoutes(
  register: RegisterRoute,
  { db, run }: { db: Database; run: RunUseCase },
): void {
  const { presenceLog } = routes;

  register(presenceLog.list, async ({ actor, query: { cursor, limit, ...filter } }) => {
    const found = await listPeriods(db, actor, filter, cursor, limit + 1);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    const now = new Date();
    return {
      items: rows.map((row) => presentPeriod(row, now)),
      nextCursor: found.length > limit && last ? periodCursorOf(last) : null,
    };
  });

  register(presenceLog.sums, async ({ actor, query }) => {
    const to = query.to === undefined ? new Date() : new Date(query.to);
    const from = query.from === undefined ? new Date(to.getTime() - 6 * DAY_MS) : new Date(query.from);
    if (to.getTime() - from.getTime() > 31 * DAY_MS)
      throw new DomainError('invalid_input', { issues: [{ path: 'from', message: 'is more than 31 days before' }] });
    const timeZone = await findDeskTimeZone(db);
    return { timeZone, days: await sumByDay(db, actor, { agentId: query.agentId, from, to, timeZone }) };
  });

  register(
    presenceLog.exportCsv,
    async ({ actor, query, reply }) => {
      const lines = await exportPresence({ db, run }, actor, query);
      const day = new Date().toISOString().slice(0, 10);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="presence-${day}.csv"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(lines));
    },
    { rateLimit: { max: 10, timeWindow: '1 minute' } },
  );
}
