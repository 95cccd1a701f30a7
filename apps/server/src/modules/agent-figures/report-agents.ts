import type { AgentFigures, AgentReportQuery, AgentReportRow } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findFigures, type Period } from './figures.store.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

export interface AgentReportPage {
  readonly items: AgentReportRow[];
  readonly nextCursor: string | null;
  readonly total: AgentFigures;
}

/**
 * What the agents of the current unit and below did. Pages count rows: the rows are sums, and there is nothing else to go on from.
 * @throws {DomainError} invalid_input: more than a year, or backwards
 */
export async function reportAgents(
  ctx: UseCaseContext<AccountActor>,
  { cursor, limit, ...query }: AgentReportQuery & { cursor?: string | undefined; limit: number },
): Promise<AgentReportPage> {
  const offset = offsetOf(cursor);
  const question = { ...query, period: periodOf(query, ctx.now), scope: ctx.actor.scope, now: ctx.now };
  const rows = await findFigures(ctx.tx, question, { offset, limit: limit + 1 });
  const [total] = await findFigures(ctx.tx, { ...question, by: 'total' }, { offset: 0, limit: 1 });
  const { agent: _, skillGroup: __, day: ___, ...sums } = total as AgentReportRow;
  return {
    items: rows.slice(0, limit),
    nextCursor: rows.length > limit ? String(offset + limit) : null,
    total: sums,
  };
}

/** From when to when: the last 30 days unless told otherwise. */
export function periodOf({ from, to }: Pick<AgentReportQuery, 'from' | 'to'>, now: Date): Period {
  const end = to === undefined ? now : new Date(to);
  const begin = from === undefined ? new Date(end.getTime() - USUAL_DAYS * DAY_MS) : new Date(from);
  const length = end.getTime() - begin.getTime();
  if (!(length >= 0 && length <= MOST_DAYS * DAY_MS))
    throw new DomainError('invalid_input', {
      issues: [{ path: 'from', message: 'is after the end, or a year before' }],
    });
  return { begin, end };
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,6}$/.test(cursor))
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is none of ours' }] });
  return Number(cursor);
}
