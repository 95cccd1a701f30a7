-- How waiting conversations of a skill group are given out. Null: as the nearest unit above says that has it set.
create table routing_settings (
  org_unit_id integer primary key references org_units (id),
  strategy text check (strategy in ('idle_first', 'least_loaded', 'round_robin')),
  -- Most conversations of this group that one agent serves at a time, beside the limit over all groups.
  max_per_agent integer check (max_per_agent between 1 and 999),
  last_agent_first boolean,
  -- Most that an agent is given at once on becoming ready.
  batch_size integer check (batch_size between 1 and 999),
  -- One step of priority is worth so many minutes of waiting.
  ageing_minutes integer check (ageing_minutes between 1 and 1440)
);

-- Null: as many as the agent's unit says.
alter table agents add column max_conversations integer check (max_conversations between 1 and 999);
-- Of what the agent wants: lunch, meeting.
alter table agents add column reason text check (length(reason) between 1 and 60);

alter table conversations add column priority smallint not null default 0 check (priority between 0 and 9);
-- Nobody else is to serve it, as long as that agent is there.
alter table conversations add column bound_agent_id uuid references accounts (id);
create index conversations_bound on conversations (skill_group_id, bound_agent_id)
  where state = 'waiting' and bound_agent_id is not null;
create index conversations_bound_agent on conversations (bound_agent_id)
  where state = 'waiting' and bound_agent_id is not null;

-- Who was given what, and why. `seq` is that of the event in the conversation's stream; `position` is the order in which it was decided.
-- Without a foreign key to conversations: whoever inserts holds the lock of the conversation.
create table assignments (
  position bigint generated always as identity unique,
  conversation_id uuid not null,
  seq integer not null,
  agent_id uuid not null references accounts (id),
  rule text not null,
  explanation jsonb,
  at timestamptz not null,
  primary key (conversation_id, seq)
);
create index assignments_agent on assignments (agent_id, position desc);

-- Every stretch of an agent's presence; the one that lasts has no end.
create table agent_presence_periods (
  id bigint generated always as identity primary key,
  account_id uuid not null references accounts (id),
  state text not null check (state in ('ready', 'away', 'busy', 'offline')),
  reason text,
  forced_by uuid references accounts (id),
  from_at timestamptz not null,
  to_at timestamptz check (to_at >= from_at)
);
create unique index agent_presence_periods_current on agent_presence_periods (account_id) where to_at is null;
create index agent_presence_periods_account on agent_presence_periods (account_id, from_at desc);

insert into agent_presence_periods (account_id, state, from_at) select account_id, state, since from agents;
