-- A channel is one configured entrance; its id stands in the script tag of a site.
create table channels (
  id text primary key check (id ~ '^[A-Za-z0-9_-]{1,32}$'),
  type text not null,
  name text not null check (length(name) between 1 and 60),
  enabled boolean not null default true,
  org_unit_id integer not null references org_units (id),
  skill_group_id integer not null references org_units (id),
  settings jsonb not null default '{}',
  -- Encrypted: signs the identity of the site's users.
  identity_secret text not null,
  created_at timestamptz not null default now()
);

create index channels_org_unit on channels (org_unit_id);

create table visitors (
  id uuid primary key,
  channel_id text not null references channels (id),
  -- The site's own id of this person, proved by its signature.
  user_id text,
  name text,
  locale text,
  page_url text,
  page_title text,
  referrer text,
  user_agent text,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);

create unique index visitors_identity on visitors (channel_id, user_id) where user_id is not null;
