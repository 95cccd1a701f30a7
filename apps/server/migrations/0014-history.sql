-- The history: every conversation, newest first, within a part of the tree. Each index is one of the ways in which a page is cut out.
create index conversations_newest on conversations (created_at desc, id desc) include (skill_group_id);
create index conversations_newest_of_group on conversations (skill_group_id, created_at desc, id desc);
create index conversations_newest_of_agent on conversations (agent_id, created_at desc, id desc) where agent_id is not null;
create index conversations_newest_of_channel on conversations (channel_id, created_at desc, id desc);
create index visitors_name_search on visitors using gin (lower(name) gin_trgm_ops) where name is not null;

-- What the visitor thinks of it: from 1 to 5, and why. It may be changed for a day after it was first given.
alter table conversations
  add column satisfaction smallint check (satisfaction between 1 and 5),
  add column satisfaction_reasons text[] not null default '{}',
  add column satisfaction_comment text check (length(satisfaction_comment) <= 200),
  add column satisfaction_requested_at timestamptz,
  add column rated_at timestamptz,
  add column first_rated_at timestamptz,
  add check ((satisfaction is null) = (rated_at is null)),
  add check ((satisfaction is null) = (first_rated_at is null));
create index conversations_rated on conversations (rated_at) where satisfaction is not null;
create index conversations_newest_rated on conversations (satisfaction, created_at desc, id desc) where satisfaction is not null;

-- What was said, as words to look for. Written behind the messages, by a durable consumer of the event log; can be made anew from
-- the messages at any time, so it refers to nothing.
create table message_search (
  conversation_id uuid not null,
  seq integer not null,
  document tsvector not null,
  primary key (conversation_id, seq)
);
create index message_search_document on message_search using gin (document);

-- Files that somebody asked for. The rows outlive the files by nothing: both go when they expire.
create table history_exports (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  -- What it keeps to: the requester's current unit, and everything below.
  org_unit_id integer not null references org_units (id),
  format text not null check (format in ('csv', 'xlsx')),
  locale text not null,
  time_zone text not null,
  filter jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  total integer,
  written integer not null default 0,
  size bigint,
  created_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz not null
);
create index history_exports_of_account on history_exports (account_id, created_at desc);
create index history_exports_expired on history_exports (expires_at);
