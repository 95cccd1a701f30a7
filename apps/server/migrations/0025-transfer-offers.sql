-- Handing over where it takes the other's word: the conversation stays where it is until they accept. One at a time for a conversation; gone
-- when it is settled, whatever came of it stands in the stream.
create table transfer_offers (
  conversation_id uuid primary key,
  id uuid not null unique,
  from_agent_id uuid not null references accounts (id) on delete cascade,
  to_agent_id uuid not null references accounts (id) on delete cascade,
  memo text,
  -- Whoever offers it may go beyond the limit of the other.
  may_exceed boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create index transfer_offers_to on transfer_offers (to_agent_id, created_at);
create index transfer_offers_from on transfer_offers (from_agent_id);
