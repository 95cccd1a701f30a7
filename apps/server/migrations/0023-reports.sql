-- Every stretch in which an agent served a conversation: what all figures of agents are sums of. Written behind the event log, by the durable
-- consumer `agent-figures`, and can be made anew from the log at any time, so it refers to nothing. Times are seconds.
create table agent_services (
  conversation_id uuid not null,
  -- Of the event by which the agent got it.
  seq integer not null,
  agent_id uuid not null,
  skill_group_id integer not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  -- Null where it came from a colleague's hands: nobody queued.
  waited double precision,
  -- From here on only once it has ended: until then words may still come.
  first_response double precision,
  replies integer not null,
  -- Replies to something of the visitor that was open, and how long that was open, summed.
  answers integer not null,
  answer_time double precision not null,
  transferred_in boolean not null,
  transferred_out boolean not null,
  satisfaction smallint,
  wrapped_up boolean not null,
  primary key (conversation_id, seq)
);
create index agent_services_began on agent_services (began_at) include (skill_group_id, agent_id);
create index agent_services_of_group on agent_services (skill_group_id, began_at);
create index agent_services_of_agent on agent_services (agent_id, began_at);
create index agent_presence_periods_time on agent_presence_periods (from_at) where state <> 'offline';

-- What visitors are offered when they rate a conversation of a unit. Null: as the nearest unit above says that has it set.
create table satisfaction_settings (
  org_unit_id integer primary key references org_units (id),
  levels jsonb,
  -- Those too that are offered no more: what was given once keeps its words.
  reasons jsonb,
  comment boolean
);
