-- Who looked at which pages. Written in batches, a moment after it happened; kept for a limited time. Whoever only passes by has
-- no row in visitors: the id is that of their signed token.
create table visits (
  id uuid primary key,
  visitor_id uuid not null,
  channel_id text not null references channels (id),
  number integer not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  pages integer not null,
  referrer text not null,
  source_kind text not null,
  source_name text,
  source_term text,
  region_kind text not null,
  region_zh text not null,
  region_en text not null,
  device_kind text not null,
  browser text,
  system text
);

create index visits_visitor on visits (visitor_id, started_at desc);
create index visits_started on visits (started_at);

create table page_views (
  visit_id uuid not null references visits (id) on delete cascade,
  position integer not null,
  url text not null,
  title text not null,
  viewed_at timestamptz not null,
  primary key (visit_id, position)
);

-- One without a row has the defaults of the product.
create table invitation_settings (
  channel_id text primary key references channels (id),
  text text,
  cool_down_minutes integer not null,
  expire_minutes integer not null,
  rules jsonb not null
);

create table invitations (
  id uuid primary key,
  visitor_id uuid not null,
  visit_id uuid,
  channel_id text not null references channels (id),
  skill_group_id integer not null references org_units (id),
  -- Who invited; null: a rule did, whose name stands beside.
  agent_id uuid references accounts (id),
  rule_name text,
  text text not null,
  page_url text not null,
  state text not null check (state in ('sent', 'accepted', 'refused', 'expired')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  conversation_id uuid,
  check ((state = 'sent') = (answered_at is null)),
  check ((agent_id is null) = (rule_name is not null))
);

-- A visitor has one open invitation at most, and gets one by a rule in each visit.
create unique index invitations_one_open on invitations (visitor_id) where state = 'sent';
create unique index invitations_one_by_rule on invitations (visit_id) where rule_name is not null;
create index invitations_visitor on invitations (visitor_id, created_at desc);
create index invitations_channel on invitations (channel_id, created_at);
