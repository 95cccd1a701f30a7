-- Uploaded files. A file belongs to its author until a message carries it; then whoever sees the conversation sees it.
create table files (
  id uuid primary key,
  owner_kind text not null check (owner_kind in ('visitor', 'account')),
  owner_id uuid not null,
  conversation_id uuid references conversations (id),
  kind text not null check (kind in ('image', 'file')),
  name text not null,
  mime text not null,
  size bigint not null,
  width integer,
  height integer,
  created_at timestamptz not null default now()
);

create index files_unattached on files (created_at) where conversation_id is null;
