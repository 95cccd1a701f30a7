-- Where each durable consumer of the event log stands: everything up to and including this event is done.
create table event_consumers (
  name text primary key,
  transaction_id xid8 not null,
  position bigint not null,
  updated_at timestamptz not null default now()
);

-- Events that a consumer gave up on after its last attempt; kept until somebody has them tried again.
create table event_dead_letters (
  consumer text not null,
  transaction_id xid8 not null,
  position bigint not null,
  type text not null,
  error text not null,
  attempts integer not null,
  failed_at timestamptz not null default now(),
  primary key (consumer, position)
);
