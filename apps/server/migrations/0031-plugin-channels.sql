-- Channels of plugins: their settings, what comes in over them, and what goes out.

alter table channels
  -- live: the visitor is connected to the desk; the others are reached through a plugin.
  add column transport text not null default 'live' check (transport in ('live', 'webhook', 'pull')),
  -- What was entered for a channel of a plugin, without its secrets.
  add column config jsonb not null default '{}',
  -- Encrypted: the secrets among it, by path.
  add column config_secrets text,
  add column silent_after_minutes integer check (silent_after_minutes between 5 and 10080),
  add column last_inbound_at timestamptz,
  add column silent_since timestamptz;

create index channels_outside on channels (id) where transport <> 'live';

-- What came in, as it came: stored before the provider is answered, read afterwards.
create table inbound_requests (
  position bigint generated always as identity primary key,
  id uuid not null unique default gen_random_uuid(),
  channel_id text not null references channels (id) on delete cascade,
  method text not null,
  path text not null,
  query jsonb not null,
  headers jsonb not null,
  body bytea not null,
  received_at timestamptz not null,
  state text not null default 'received' check (state in ('received', 'parsed', 'matched', 'ignored', 'failed')),
  reason text,
  error text,
  attempts integer not null default 0,
  -- Null: nothing more is tried by itself.
  next_attempt_at timestamptz,
  settled_at timestamptz,
  outcomes jsonb not null default '[]'
);

create index inbound_requests_due on inbound_requests (channel_id, position) where next_attempt_at is not null;
create index inbound_requests_channel on inbound_requests (channel_id, position desc);
create index inbound_requests_failed on inbound_requests (channel_id, settled_at) where state = 'failed';

-- Requests of one channel are read by one node at a time, in their order; a connection is held by one node at a time.
create table channel_leases (
  channel_id text not null references channels (id) on delete cascade,
  work text not null check (work in ('inbound', 'connect')),
  lease uuid,
  node text,
  leased_until timestamptz not null default '-infinity',
  -- Not before: the plugin was down, or the connection failed.
  due_at timestamptz not null default '-infinity',
  failures integer not null default 0,
  error text,
  since timestamptz,
  cursor text,
  primary key (channel_id, work)
);

-- A visitor of a plugin's channel: who they are there, and where they are reached. Where the provider knows threads or tickets, each has a
-- visitor of its own, for a visitor has one open conversation.
create table visitor_addresses (
  visitor_id uuid primary key references visitors (id) on delete cascade,
  channel_id text not null references channels (id),
  namespace text not null,
  external_id text not null,
  thread_id text not null,
  thread_model text not null check (thread_model in ('contact', 'thread', 'ticket')),
  -- As the plugin told it last: name, avatarUrl, locale, hints.
  identity jsonb not null,
  last_inbound_at timestamptz,
  opted_out_at timestamptz
);

create index visitor_addresses_identity on visitor_addresses (channel_id, namespace, external_id);
create index visitor_addresses_thread on visitor_addresses (channel_id, thread_id);

-- Under which id the provider knows what came in. Ids of our messages follow from it, so the same thing twice is one message.
create table inbound_messages (
  message_id uuid primary key,
  channel_id text not null references channels (id) on delete cascade,
  external_id text not null,
  part integer not null
);

create index inbound_messages_external on inbound_messages (channel_id, external_id, part);

-- The way out of one message. Written by the transaction that stores the message.
create table deliveries (
  id uuid primary key,
  conversation_id uuid not null,
  message_id uuid not null unique,
  message_seq integer not null,
  channel_id text not null references channels (id) on delete cascade,
  state text not null default 'queued'
    check (state in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'cancelled')),
  code text,
  detail text,
  attempts integer not null default 0,
  -- Attempts that came to nothing since somebody last asked for one.
  tries integer not null default 0,
  -- Attempts up to this one are no doubt any more: somebody has decided to send again.
  decided_up_to bigint not null default 0,
  next_attempt_at timestamptz,
  -- What the message was cut into, until all of it is sent.
  pieces jsonb,
  piece_count integer not null default 0,
  pieces_sent integer not null default 0,
  changes text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (conversation_id, message_seq)
) with (fillfactor = 80);

create index deliveries_channel on deliveries (channel_id, id desc);
create index deliveries_troubled on deliveries (channel_id, updated_at) where state in ('failed', 'unknown');

create table delivery_attempts (
  id bigint generated always as identity primary key,
  delivery_id uuid not null references deliveries (id) on delete cascade,
  attempt integer not null,
  piece integer not null,
  act text not null check (act in ('send', 'lookup', 'recall')),
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('ok', 'never_sent', 'no', 'backoff', 'after', 'unknown')),
  code text,
  detail text,
  external_ids text[] not null default '{}'
);

create index delivery_attempts_delivery on delivery_attempts (delivery_id, id);

-- Under which ids the provider knows what we sent.
create table delivery_external_ids (
  channel_id text not null references channels (id) on delete cascade,
  external_id text not null,
  delivery_id uuid not null references deliveries (id) on delete cascade,
  piece integer not null,
  state text not null default 'sent' check (state in ('sent', 'delivered', 'read', 'failed')),
  primary key (channel_id, external_id)
);

create index delivery_external_ids_delivery on delivery_external_ids (delivery_id, piece);

-- Receipts that came before the answer to the sending did; dropped after ten minutes.
create table parked_receipts (
  channel_id text not null references channels (id) on delete cascade,
  external_id text not null,
  state text not null check (state in ('sent', 'delivered', 'read', 'failed')),
  code text,
  parked_at timestamptz not null default now(),
  primary key (channel_id, external_id, state)
);

-- What is to be sent in a conversation, one after the other: the queue of the workers. `writes` grows with each message, so that a lane is only
-- taken away by somebody who has seen all of it.
create table delivery_lanes (
  conversation_id uuid primary key,
  channel_id text not null references channels (id) on delete cascade,
  due_at timestamptz not null,
  lease uuid,
  leased_until timestamptz not null default '-infinity',
  writes bigint not null default 1
) with (fillfactor = 70);

create index delivery_lanes_due on delivery_lanes (due_at);

-- How fast a channel may send, over all nodes.
create table channel_paces (
  channel_id text primary key references channels (id) on delete cascade,
  -- When the bucket is empty again (generic cell rate algorithm).
  theoretical_at timestamptz not null default '-infinity',
  -- The provider asked to wait.
  paused_until timestamptz not null default '-infinity'
);

-- Whoever writes a message that somebody outside must get writes its delivery with it, whichever way the message came: nothing can be forgotten
-- between the two. On a desk without such channels it is one look at an empty index.
create function queue_deliveries() returns trigger
language plpgsql
as $$
begin
  if exists (select from channels where transport <> 'live') then
    perform queue_deliveries_of(array(
      select w.id from written w
      where w.author_kind <> 'visitor' and w.kind in ('text', 'image', 'file')
    ));
  end if;
  return null;
end
$$;

create function queue_deliveries_of(p_ids uuid[]) returns void
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
begin
  if cardinality(p_ids) = 0 then
    return;
  end if;
  with due as (
    insert into deliveries
      (id, conversation_id, message_id, message_seq, channel_id, next_attempt_at, created_at, updated_at)
    select uuidv7(), m.conversation_id, m.id, m.seq, c.channel_id, m.created_at, m.created_at, m.created_at
    from messages m
    join conversations c on c.id = m.conversation_id
    join channels ch on ch.id = c.channel_id and ch.transport <> 'live'
    where m.id = any (p_ids)
    order by m.conversation_id, m.seq
    returning conversation_id, channel_id
  )
  insert into delivery_lanes (conversation_id, channel_id, due_at)
  select conversation_id, max(channel_id), now() from due group by conversation_id order by conversation_id
  on conflict (conversation_id) do update set writes = delivery_lanes.writes + 1;
end
$$;

create trigger messages_queue_deliveries
after insert on messages
referencing new table as written
for each statement
execute function queue_deliveries();
