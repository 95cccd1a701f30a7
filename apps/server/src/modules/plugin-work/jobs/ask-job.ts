import { sql } from 'kysely';
import { DomainError } from '../../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../../access/index.ts';

/**
 * Somebody wants a job done now: some node where its plugin runs begins within a second.
 * @throws {DomainError} not_found; conflict: it is under way
 */
export async function askJob(
  ctx: UseCaseContext<AccountActor>,
  { id, name }: { id: string; name: string },
): Promise<{ ok: true }> {
  const { rows } = await sql<{ is_running: boolean }>`
    update plugin_jobs set asked_at = ${ctx.now}, asked_by = ${ctx.actor.id}
    where plugin_id = ${id} and name = ${name}
    returning coalesce(lease_until > now(), false) as is_running`.execute(ctx.tx);
  if (!rows[0]) throw new DomainError('not_found');
  if (rows[0].is_running) throw new DomainError('conflict', { detail: 'it is under way' });
  ctx.emit({ type: 'plugin.job_asked', payload: { pluginId: id, job: name } });
  return { ok: true };
}
