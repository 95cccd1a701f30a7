-- What plugins do at a time. A row is leased by the node that does it: on one node at a time, and never over itself.
create table plugin_jobs (
  plugin_id text not null references plugins (id) on delete cascade,
  name text not null,
  -- As the manifest has it; a new one begins anew.
  schedule text not null,
  -- Null: never by itself.
  next_at timestamptz,
  -- Somebody wants it now.
  asked_at timestamptz,
  asked_by uuid references accounts (id) on delete set null,
  lease uuid,
  lease_until timestamptz,
  primary key (plugin_id, name)
);

-- How it went; the last of each job, for a month.
create table plugin_job_runs (
  id uuid primary key,
  plugin_id text not null references plugins (id) on delete cascade,
  name text not null,
  -- Null: by itself.
  asked_by uuid references accounts (id) on delete set null,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- late: no answer by its deadline. lost: its node is gone.
  outcome text not null check (outcome in ('running', 'done', 'failed', 'late', 'lost')),
  error text
);

create index plugin_job_runs_of on plugin_job_runs (plugin_id, started_at desc, id desc);
create index plugin_job_runs_old on plugin_job_runs (started_at);
