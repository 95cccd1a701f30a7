import { sql } from 'kysely';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { containing } from '../organization/index.ts';
import { accessConversation } from './access-conversation.ts';

interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly username: string;
}

/** Who else may see a conversation: those who serve it, and those above its skill group who may look. */
export async function listColleagues(
  ctx: UseCaseContext<AccountActor>,
  { id, search, limit }: { id: string; search?: string | undefined; limit: number },
): Promise<{ items: Colleague[] }> {
  const conversation = await accessConversation(ctx, id);
  const { rows } = await sql<Colleague>`
    select a.id, a.name, a.username
    from accounts a
    join org_units u on u.id = a.org_unit_id
    where a.disabled_at is null
      and a.id <> ${ctx.actor.id}
      and lower(a.name || ' ' || a.username) like ${containing(search?.trim() ?? '')}
      and (
        a.id = ${conversation.agent?.id ?? null}
        or starts_with((select path from org_units where id = ${conversation.skillGroup.id}), u.path)
        and (
          a.is_super_administrator or a.is_administrator
          or exists (
            select from account_roles r join roles on roles.id = r.role_id
            where r.account_id = a.id and 'conversations:read' = any (roles.permissions)
          )
        )
      )
    order by a.name, a.id
    limit ${limit}`.execute(ctx.tx);
  return { items: rows };
}
