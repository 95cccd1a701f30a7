-- The audit is a view of the event log: what people did to the desk, not what was said in conversations. Everything that the view offers to
-- filter by has an index of its own, over the few rows that are no messages.

-- Groups of acts, for filters. A new event falls into its group by its name.
create function audit_category(p_type text) returns text language sql immutable parallel safe as $$
  select case
    when p_type like '%.exported' then 'export'
    when p_type ~ '^account\.(sign|session|password_changed|two_factor|recovery_codes|passkey|api_token|single_sign_on)' then 'sign_in'
    when p_type like 'account.%' then 'accounts'
    when p_type like 'role.%' then 'roles'
    when p_type like 'org\_unit.%' then 'organization'
    when p_type like 'channel.%' then 'channels'
    when p_type ~ '^(access|super_administration)\.' then 'access'
    when p_type like 'supervision.%' then 'supervision'
    else 'system'
  end
$$;

-- What an act was done to, as `kind:id`: the thing that the event is named after, else the first one that its payload names.
create function audit_subject(p_type text, p_payload jsonb) returns text language sql immutable parallel safe as $$
  select case
    when p_type like 'role.%' and p_payload ? 'roleId' then 'role:' || (p_payload ->> 'roleId')
    when p_type like 'org\_unit.%' and p_payload ? 'orgUnitId' then 'org-unit:' || (p_payload ->> 'orgUnitId')
    when p_type like 'org\_unit.%' and p_payload ? 'unitId' then 'org-unit:' || (p_payload ->> 'unitId')
    when p_type like 'channel.%' and p_payload ? 'channelId' then 'channel:' || (p_payload ->> 'channelId')
    when p_payload ? 'accountId' then 'account:' || (p_payload ->> 'accountId')
    when p_payload ? 'conversationId' then 'conversation:' || (p_payload ->> 'conversationId')
    when p_payload ? 'channelId' then 'channel:' || (p_payload ->> 'channelId')
    when p_payload ? 'roleId' then 'role:' || (p_payload ->> 'roleId')
    when p_payload ? 'orgUnitId' then 'org-unit:' || (p_payload ->> 'orgUnitId')
  end
$$;

create view audit_entries as
select
  position,
  created_at,
  type,
  audit_category(type) as category,
  audit_subject(type, payload) as subject,
  actor_kind,
  actor_id,
  actor_address,
  org_unit_id,
  payload
from events
where conversation_id is null and type <> 'agent.presence_changed' and type <> 'visitor.merged';

create index events_audit on events (created_at desc, position desc)
  where conversation_id is null and type <> 'agent.presence_changed' and type <> 'visitor.merged';
create index events_audit_unit on events (org_unit_id, created_at desc, position desc)
  where conversation_id is null and type <> 'agent.presence_changed' and type <> 'visitor.merged';
create index events_audit_category on events (audit_category(type), created_at desc, position desc)
  where conversation_id is null and type <> 'agent.presence_changed' and type <> 'visitor.merged';
create index events_audit_actor on events (actor_id, created_at desc, position desc)
  where conversation_id is null and type <> 'agent.presence_changed' and type <> 'visitor.merged';
create index events_audit_subject on events (audit_subject(type, payload), created_at desc, position desc)
  where conversation_id is null and type <> 'agent.presence_changed' and type <> 'visitor.merged';

-- What happened stays. Only where an event stands in the log may be given anew, and only towards the past: a log that was restored into another
-- database server needs it, for transaction ids belong to a server.
create function keep_events() returns trigger language plpgsql as $$
begin
  raise exception 'the event log is append-only' using errcode = 'restrict_violation';
end
$$;

create trigger events_stay before delete on events for each statement execute function keep_events();
create trigger events_stay_all before truncate on events for each statement execute function keep_events();
create trigger events_stay_as_they_are before update on events for each row
  when (
    (old.position, old.type, old.conversation_id, old.seq, old.org_unit_id, old.actor_kind, old.actor_id, old.actor_address,
      old.payload, old.created_at)
      is distinct from
    (new.position, new.type, new.conversation_id, new.seq, new.org_unit_id, new.actor_kind, new.actor_id, new.actor_address,
      new.payload, new.created_at)
    or new.transaction_id > old.transaction_id
  )
  execute function keep_events();
