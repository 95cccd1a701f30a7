-- What plugins said about messages before they were stored. The author repeats a message under the same id and gets the same answer.

-- A plugin wants somebody to look first. Released, it is written under its own id; its words stay here only as long as somebody has to decide.
create table held_messages (
  id uuid primary key,
  skill_group_id integer not null references org_units (id),
  channel_id text not null references channels (id) on delete cascade,
  -- Null: it would be the first of a new conversation.
  conversation_id uuid,
  author_kind text not null,
  author_id uuid not null,
  author_name text not null,
  draft jsonb,
  plugin_id text not null,
  reason text not null,
  state text not null default 'held' check (state in ('held', 'released', 'discarded')),
  held_at timestamptz not null default now(),
  settled_at timestamptz
);

create index held_messages_waiting on held_messages (held_at, id) where state = 'held';
create index held_messages_settled on held_messages (settled_at) where state <> 'held';

-- A plugin has refused it; kept for a week.
create table refused_messages (
  id uuid primary key,
  author_id uuid not null,
  plugin_id text not null,
  code text not null,
  words jsonb not null,
  refused_at timestamptz not null default now()
);

create index refused_messages_at on refused_messages (refused_at);
