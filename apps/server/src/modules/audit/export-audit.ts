import type { AuditEntry } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../platform/spreadsheet/index.ts';
import type { AccountActor, RunUseCase } from '../access/index.ts';
import { type AuditFilter, auditCursorOf, listAuditRows } from './audit-log.store.ts';
import { presentEntries } from './present-entries.ts';

const MOST = 50_000;
const PAGE = 1_000;

const headings = {
  'zh-CN': [
    '时间（UTC）',
    '类别',
    '事件',
    '操作者',
    '操作者 ID',
    '来源地址',
    '组织机构',
    '对象类型',
    '对象',
    '对象 ID',
    '变更前',
    '变更后',
    '详情',
  ],
  en: [
    'Time (UTC)',
    'Category',
    'Event',
    'Who',
    'Id of who',
    'Address',
    'Org unit',
    'Kind',
    'What',
    'Id of what',
    'Before',
    'After',
    'Details',
  ],
};

/** Tells of the export, then gives the lines of the file, page by page: nothing is held that has not been sent. */
export async function exportAudit(
  { db, run }: { db: Database; run: RunUseCase },
  actor: AccountActor,
  filter: AuditFilter,
): Promise<AsyncGenerator<string>> {
  await run(
    actor,
    async (ctx) => ctx.emit({ type: 'audit.exported', orgUnitId: actor.scope.id, payload: { filter } }),
    undefined,
  );
  return linesOf(db, actor, filter);
}

async function* linesOf(db: Database, actor: AccountActor, filter: AuditFilter): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(actor.locale === 'en' ? headings.en : headings['zh-CN']);
  let cursor: string | undefined;
  for (let written = 0; written < MOST; written += PAGE) {
    const rows = await listAuditRows(db, actor, filter, cursor, PAGE);
    const last = rows.at(-1);
    if (!last) return;
    yield (await presentEntries(db, actor.orgUnit, rows)).map(lineOf).join('');
    if (rows.length < PAGE) return;
    cursor = auditCursorOf(last);
  }
}

function lineOf(entry: AuditEntry): string {
  const { actor, subject } = entry;
  return csvLine([
    entry.at,
    entry.category,
    entry.type,
    actor.name ?? actor.kind,
    actor.id,
    entry.address,
    entry.orgUnit?.name ?? null,
    subject?.kind ?? null,
    subject?.name ?? null,
    subject?.id ?? null,
    json(entry.before),
    json(entry.after),
    json(entry.details),
  ]);
}

const json = (facts: Record<string, unknown> | null) =>
  facts === null || Object.keys(facts).length === 0 ? null : JSON.stringify(facts);
