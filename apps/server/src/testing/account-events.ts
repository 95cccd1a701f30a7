import type { TestDesk } from './test-desk.ts';

export interface AccountEventRow {
  readonly type: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly org_unit_id: number | null;
  readonly payload: { readonly accountId: string } & Record<string, unknown>;
}

/** What the event log says about an account, oldest first; of one type, or of all. */
export async function accountEvents(desk: TestDesk, accountId: string, type?: string): Promise<AccountEventRow[]> {
  const { rows } = await desk.connection.pool.query<AccountEventRow>(
    `select type, actor_kind, actor_id, org_unit_id, payload from events
     where payload->>'accountId' = $1 and ($2::text is null or type = $2) order by transaction_id, position`,
    [accountId, type ?? null],
  );
  return rows;
}
