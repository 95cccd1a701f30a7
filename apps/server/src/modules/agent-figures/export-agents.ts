import type { AgentReportQuery, AgentReportRow } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { type Cell, csvOf, xlsxOf } from '../../platform/spreadsheet/index.ts';
import type { AccountActor, RunUseCase } from '../access/index.ts';
import { findFigures } from './figures.store.ts';
import { periodOf } from './report-agents.ts';

const MOST = 10_000;

const words = {
  'zh-CN': {
    sheet: '坐席统计',
    by: { agent: '坐席', day: '日期', skill_group: '技能组' },
    headings: [
      '会话数',
      '平均等待（秒）',
      '平均首次响应（秒）',
      '平均回复时长（秒）',
      '平均会话时长（秒）',
      '回复数',
      '转入',
      '转出',
      '评价数',
      '平均满意度',
      '服务小结',
      '就绪（秒）',
      '未就绪（秒）',
      '置忙（秒）',
    ],
  },
  en: {
    sheet: 'Agents',
    by: { agent: 'Agent', day: 'Day', skill_group: 'Skill group' },
    headings: [
      'Conversations',
      'Average wait (s)',
      'First response (s)',
      'Reply time (s)',
      'Length (s)',
      'Replies',
      'Transferred in',
      'Transferred out',
      'Rated',
      'Satisfaction',
      'Wrap-ups',
      'Ready (s)',
      'Away (s)',
      'Busy (s)',
    ],
  },
} as const;

/** Tells of the export, then gives the bytes of the file. */
export async function exportAgents(
  { db, run }: { db: Database; run: RunUseCase },
  actor: AccountActor,
  { format, ...query }: AgentReportQuery & { format: 'csv' | 'xlsx' },
): Promise<AsyncIterable<string | Uint8Array>> {
  const now = new Date();
  const question = { ...query, period: periodOf(query, now), scope: actor.scope, now };
  await run(
    actor,
    async (ctx) => ctx.emit({ type: 'report.exported', orgUnitId: actor.scope.id, payload: { format, filter: query } }),
    undefined,
  );
  const rows = await findFigures(db, question, { offset: 0, limit: MOST });
  const say = words[actor.locale === 'en' ? 'en' : 'zh-CN'];
  const headings = [say.by[query.by], ...say.headings];
  const pages = [rows.map(cellsOf)];
  return format === 'csv' ? csvOf(headings, asyncOf(pages)) : xlsxOf(say.sheet, headings, asyncOf(pages));
}

async function* asyncOf<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const cellsOf = ({ agent, skillGroup, day, presence, ...figures }: AgentReportRow): Cell[] => [
  agent?.name ?? skillGroup?.name ?? day,
  figures.conversations,
  figures.averageWait,
  figures.firstResponse,
  figures.replyTime,
  figures.length,
  figures.replies,
  figures.transferredIn,
  figures.transferredOut,
  figures.rated,
  figures.satisfaction,
  figures.wrappedUp,
  presence?.ready ?? null,
  presence?.away ?? null,
  presence?.busy ?? null,
];
