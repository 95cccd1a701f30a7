import type { PresencePeriod } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../platform/spreadsheet/index.ts';
import type { AccountActor, RunUseCase } from '../access/index.ts';
import { listPeriods, type PresenceFilter, periodCursorOf, presentPeriod } from './presence-log.store.ts';

const MOST = 50_000;
const PAGE = 1_000;

const headings = {
  'zh-CN': ['坐席', '组织机构', '状态', '原因', '强制者', '开始（UTC）', '结束（UTC）', '时长（秒）', '登录', '设备'],
  en: ['Agent', 'Org unit', 'State', 'Reason', 'Forced by', 'From (UTC)', 'To (UTC)', 'Seconds', 'Sign-in', 'Device'],
};
const states = {
  'zh-CN': { ready: '就绪', away: '未就绪', busy: '置忙', offline: '离线' },
  en: { ready: 'Ready', away: 'Away', busy: 'Busy', offline: 'Offline' },
};

/** Tells of the export, then gives the lines of the file, page by page. */
export async function exportPresence(
  { db, run }: { db: Database; run: RunUseCase },
  actor: AccountActor,
  filter: PresenceFilter,
): Promise<AsyncGenerator<string>> {
  await run(
    actor,
    async (ctx) => ctx.emit({ type: 'presence_log.exported', orgUnitId: actor.scope.id, payload: { filter } }),
    undefined,
  );
  return linesOf(db, actor, filter);
}

async function* linesOf(db: Database, actor: AccountActor, filter: PresenceFilter): AsyncGenerator<string> {
  const locale = actor.locale === 'en' ? 'en' : 'zh-CN';
  const now = new Date();
  yield BYTE_ORDER_MARK + csvLine(headings[locale]);
  let cursor: string | undefined;
  for (let written = 0; written < MOST; written += PAGE) {
    const rows = await listPeriods(db, actor, filter, cursor, PAGE);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => lineOf(presentPeriod(row, now), locale)).join('');
    if (rows.length < PAGE) return;
    cursor = periodCursorOf(last);
  }
}

const lineOf = (period: PresencePeriod, locale: keyof typeof states) =>
  csvLine([
    period.agent.name,
    period.unit.name,
    states[locale][period.state],
    period.reason,
    period.forcedBy?.name ?? null,
    period.from,
    period.to,
    period.seconds,
    period.session?.id ?? null,
    period.session?.device ?? null,
  ]);
