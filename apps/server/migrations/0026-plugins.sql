-- Which plugins the desk has, and how it wants them. Nodes bring themselves to what stands here, from here alone: no registry is asked.

-- Packages as they were given, by SHA-256 of their bytes. One that nothing refers to is removed after an hour.
create table plugin_blobs (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  bytes bytea not null,
  source text not null check (source in ('upload', 'registry')),
  created_at timestamptz not null
);
-- It is compressed already.
alter table plugin_blobs alter column bytes set storage external;

create table plugins (
  id text primary key,
  install_order integer generated always as identity,
  -- Part of the product; its code comes with the program.
  built_in boolean not null,
  enabled boolean not null default true,
  -- Null: part of the product, or uninstalled with its data kept.
  wanted_hash text,
  previous_hash text,
  -- Its hooks may stop something when they fail.
  hooks_block boolean not null default false,
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
  -- By path, as JSON, sealed.
  secrets text,
  -- Grows with every change: how nodes see that there is one.
  generation integer not null default 1,
  -- Grows when somebody asks for a restart.
  restarts integer not null default 0,
  installed_by uuid references accounts (id) on delete set null,
  installed_at timestamptz not null
);
create unique index plugins_order on plugins (install_order);

create table plugin_versions (
  plugin_id text not null references plugins (id) on delete cascade,
  hash text not null references plugin_blobs (hash),
  version text not null,
  package_name text not null,
  -- What was read from the package: manifest, words, icon. Not jsonb: fields have an order.
  facts json not null,
  -- What was agreed to for this version.
  permissions text[] not null,
  hosts text[] not null,
  installed_by uuid references accounts (id) on delete set null,
  installed_at timestamptz not null,
  primary key (plugin_id, hash)
);
create index plugin_versions_hash on plugin_versions (hash);
alter table plugins
  add foreign key (id, wanted_hash) references plugin_versions (plugin_id, hash) deferrable initially deferred,
  add foreign key (id, previous_hash) references plugin_versions (plugin_id, hash) deferrable initially deferred;

-- What each node says of each plugin. Whoever has not said anything for a minute is gone.
create table plugin_nodes (
  plugin_id text not null references plugins (id) on delete cascade,
  node text not null,
  report jsonb not null,
  seen_at timestamptz not null,
  primary key (plugin_id, node)
);

create table plugin_logs (
  id bigint generated always as identity primary key,
  plugin_id text not null references plugins (id) on delete cascade,
  node text not null,
  at timestamptz not null,
  level text not null check (level in ('debug', 'info', 'warn', 'error')),
  source text not null check (source in ('log', 'output', 'desk')),
  message text not null,
  fields jsonb
);
create index plugin_logs_plugin on plugin_logs (plugin_id, id desc);
