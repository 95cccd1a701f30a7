-- What supervisors of a unit watch for, and why its agents may be away. Null: as the nearest unit above says that has it set.
create table supervision_settings (
  org_unit_id integer primary key references org_units (id),
  -- Whoever is answered within so many seconds was answered in time; so many of a hundred should be.
  answer_within_seconds integer check (answer_within_seconds between 1 and 3600),
  service_level_target integer check (service_level_target between 1 and 100),
  -- Alarms; 0 is none.
  alarm_waiting integer check (alarm_waiting between 0 and 9999),
  alarm_longest_wait_seconds integer check (alarm_longest_wait_seconds between 0 and 86400),
  alarm_service_level integer check (alarm_service_level between 0 and 100),
  alarm_no_agent_ready boolean,
  away_reasons jsonb
);

-- Somebody has seen that a skill group is in alarm, and minds it.
create table alarm_acknowledgements (
  org_unit_id integer not null references org_units (id),
  kind text not null check (kind in ('waiting', 'longest_wait', 'service_level', 'no_agent_ready')),
  acknowledged_by uuid not null references accounts (id),
  acknowledged_at timestamptz not null,
  primary key (org_unit_id, kind)
);

-- Which supervisor made the agent want what they want now.
alter table agents add column forced_by uuid references accounts (id);

-- The sign-in that a stretch of presence belongs to, and its device. Sessions are deleted when they end: no foreign key.
alter table agent_presence_periods
  add column session_id uuid,
  add column device text;
create index agent_presence_periods_newest on agent_presence_periods (from_at desc, id desc);

-- What a day's figures are made of.
create index events_of_the_day on events (created_at)
  where type in ('conversation.created', 'conversation.assigned', 'conversation.closed');

-- Whatever is written as a supervisor is in the audit, by whatever door it came: a note of theirs is a whisper, anything else speaks to the
-- visitor. The words stay in the transcript.
create function tell_of_supervisor() returns trigger language plpgsql as $$
begin
  insert into events (type, org_unit_id, actor_kind, actor_id, payload, created_at)
  select
    case when new.kind = 'note' then 'supervision.whispered' else 'supervision.intervened' end,
    c.skill_group_id, 'agent', new.author_id,
    jsonb_strip_nulls(jsonb_build_object(
      'conversationId', c.id, 'seq', new.seq, 'messageId', new.id, 'name', v.name, 'agentId', c.agent_id
    )),
    new.created_at
  from conversations c join visitors v on v.id = c.visitor_id
  where c.id = new.conversation_id;
  return null;
end
$$;

create trigger messages_of_supervisors after insert on messages for each row
  when (new.author_kind = 'supervisor')
  execute function tell_of_supervisor();
