import { routes } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { FileStorage } from '../../platform/files/index.ts';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { createExportLinks } from './export-links.ts';
import { exportKey, findExport, listExports } from './exports.store.ts';
import { listHistory } from './list-history.ts';
import { readTranscript } from './read-transcript.ts';
import { reportSatisfaction } from './report-satisfaction.ts';
import { requestExport } from './request-export.ts';

export interface HistoryDependencies {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly storage: FileStorage;
  readonly linkKey: Buffer;
}

const mimes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function registerHistoryRoutes(
  register: RegisterRoute,
  { db, run, storage, linkKey }: HistoryDependencies,
): void {
  const { history } = routes;
  const links = createExportLinks(linkKey);

  register(history.list, ({ actor, query }) => run.read(actor, listHistory, query));
  register(history.get, ({ actor, params, query }) => run.read(actor, readTranscript, { ...query, id: params.id }));

  register(routes.reports.satisfaction, ({ actor, query }) => run.read(actor, reportSatisfaction, query));

  register(
    history.requestExport,
    async ({ actor, body }) => links.present(await run(actor, requestExport, body), actor.id, new Date()),
    { rateLimit: { max: 10, timeWindow: '1 minute' } },
  );
  register(history.exports, async ({ actor }) => {
    const now = new Date();
    return { items: (await listExports(db, actor.id, now)).map((stored) => links.present(stored, actor.id, now)) };
  });
  register(history.downloadExport, async ({ actor, params, query, reply }) => {
    const now = new Date();
    if (!links.isValid(params.id, actor.id, query, now)) throw new DomainError('bad_signature');
    const stored = await findExport(db, actor.id, params.id, now);
    if (stored?.state !== 'done') throw new DomainError('not_found');
    return reply
      .type(mimes[stored.format])
      .header('content-disposition', `attachment; filename="history-${stored.createdAt.slice(0, 10)}.${stored.format}"`)
      .header('content-length', stored.size)
      .header('cache-control', 'no-store')
      .send(await storage.getStream(exportKey(stored.id)));
  });
}
