-- People who sign in. The authentication library owns sessions, credentials and verifications; the business columns of
-- accounts are ours.
create table accounts (
  id uuid primary key,
  username text not null unique check (username = lower(username)),
  display_username text,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  org_unit_id integer not null references org_units (id),
  is_super_administrator boolean not null default false,
  is_administrator boolean not null default false,
  is_agent boolean not null default false,
  must_change_password boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create unique index accounts_one_super_administrator on accounts ((true)) where is_super_administrator;
create index accounts_org_unit on accounts (org_unit_id);

create table sessions (
  id uuid primary key,
  token text not null unique,
  account_id uuid not null references accounts (id) on delete cascade,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index sessions_account on sessions (account_id);

create table credentials (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  provider_id text not null,
  provider_account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, provider_account_id)
);

create index credentials_account on credentials (account_id);

create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index verifications_identifier on verifications (identifier);

-- Presence of those accounts that serve conversations. `wanted` is what the agent chose; `state` is what counts: the
-- same while a connection is open or was lost less than the grace period ago, else offline.
create table agents (
  account_id uuid primary key references accounts (id) on delete cascade,
  wanted text not null default 'ready' check (wanted in ('ready', 'away', 'busy')),
  state text not null default 'offline' check (state in ('ready', 'away', 'busy', 'offline')),
  since timestamptz not null default now(),
  -- A lease: nodes that hold a connection of this agent renew it.
  seen_at timestamptz
);

create index agents_not_offline on agents (seen_at) where state <> 'offline';
