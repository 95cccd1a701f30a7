-- Coloured words for conversations and contacts. A unit's tags are shared with all units below it; a name stands once in each line of the tree.
create table tags (
  id uuid primary key,
  org_unit_id integer not null references org_units (id),
  name text not null check (length(name) between 1 and 30),
  color text not null,
  -- What is looked through: the name in small letters, its pinyin, and its initials.
  search text not null,
  created_by uuid references accounts (id),
  created_at timestamptz not null
);
create unique index tags_name on tags (org_unit_id, lower(name));

create table conversation_tags (
  conversation_id uuid not null references conversations (id) on delete cascade,
  tag_id uuid not null references tags (id) on delete cascade,
  primary key (conversation_id, tag_id)
);
create index conversation_tags_tag on conversation_tags (tag_id);

-- A person known to us. The contact book will ask for more of them: it adds columns.
create table contacts (
  id uuid primary key,
  org_unit_id integer not null references org_units (id),
  name text not null check (length(name) between 1 and 60),
  phone text,
  email text,
  company text,
  gender text check (gender in ('female', 'male')),
  memo text not null default '',
  search text not null,
  created_by uuid references accounts (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create index contacts_newest on contacts (org_unit_id, updated_at desc, id desc) where deleted_at is null;
create index contacts_search on contacts using gin (search gin_trgm_ops) where deleted_at is null;

-- By what a contact is known on a channel. A visitor is one person.
create table contact_identities (
  visitor_id uuid primary key references visitors (id),
  contact_id uuid not null references contacts (id),
  -- Null: the desk knew them by what their site signed.
  linked_by uuid references accounts (id),
  linked_at timestamptz not null
);
create index contact_identities_contact on contact_identities (contact_id);
create index visitors_user on visitors (user_id) where user_id is not null;

create table contact_tags (
  contact_id uuid not null references contacts (id) on delete cascade,
  tag_id uuid not null references tags (id) on delete cascade,
  primary key (contact_id, tag_id)
);
create index contact_tags_tag on contact_tags (tag_id);

-- What a service was about. Two levels; one that was used is archived, not deleted.
create table service_types (
  id uuid primary key,
  org_unit_id integer not null references org_units (id),
  parent_id uuid references service_types (id),
  name text not null check (length(name) between 1 and 40),
  created_at timestamptz not null,
  archived_at timestamptz
);
create unique index service_types_name on service_types (org_unit_id, parent_id, lower(name)) nulls not distinct
  where archived_at is null;

-- What remains of a conversation. `draft` is what somebody was writing: nothing of it counts.
create table wrap_ups (
  conversation_id uuid primary key references conversations (id),
  draft jsonb,
  memo text not null default '' check (length(memo) <= 2000),
  written_by uuid references accounts (id),
  written_at timestamptz,
  follow_up_at timestamptz,
  follow_up_memo text not null default '' check (length(follow_up_memo) <= 500),
  follow_up_by uuid references accounts (id),
  followed_up_at timestamptz,
  check ((written_at is null) = (written_by is null)),
  check ((follow_up_at is null) = (follow_up_by is null))
);
create index wrap_ups_follow_up on wrap_ups (follow_up_by, follow_up_at, conversation_id) where follow_up_at is not null;

create table wrap_up_service_types (
  conversation_id uuid not null references wrap_ups (conversation_id) on delete cascade,
  service_type_id uuid not null references service_types (id),
  primary key (conversation_id, service_type_id)
);
create index wrap_up_service_types_type on wrap_up_service_types (service_type_id);

-- Where the visitor came from last.
alter table visitors add column if not exists address text;

-- Who may not write to us, and until when. An end that is over needs nobody to lift it: times are compared.
create table blocks (
  id uuid primary key,
  org_unit_id integer not null references org_units (id),
  visitor_id uuid not null references visitors (id),
  contact_id uuid references contacts (id),
  address text,
  channel_id text not null references channels (id),
  conversation_id uuid references conversations (id),
  reason text not null check (length(reason) between 1 and 200),
  created_by uuid not null references accounts (id),
  created_at timestamptz not null,
  expires_at timestamptz,
  lifted_by uuid references accounts (id),
  lifted_at timestamptz
);
create index blocks_visitor on blocks (visitor_id) where lifted_at is null;
create index blocks_contact on blocks (contact_id) where lifted_at is null and contact_id is not null;
create index blocks_address on blocks (address) where lifted_at is null and address is not null;
create index blocks_newest on blocks (org_unit_id, created_at desc, id desc);
