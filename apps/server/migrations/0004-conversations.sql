-- One service, from first word to close. The row is also the inbox row: what a list shows stands here, kept by the
-- same transaction that writes the event it comes from.
create table conversations (
  id uuid primary key,
  channel_id text not null references channels (id),
  skill_group_id integer not null references org_units (id),
  visitor_id uuid not null references visitors (id),
  state text not null check (state in ('bot', 'waiting', 'active', 'closed')),
  origin text not null check (origin in ('visitor', 'agent')),
  agent_id uuid references accounts (id),
  created_at timestamptz not null,
  waiting_since timestamptz,
  assigned_at timestamptz,
  closed_at timestamptz,
  close_reason text,
  -- Position of the newest event of this conversation's stream.
  last_seq integer not null,
  visitor_read_seq integer not null default 0,
  agent_read_seq integer not null default 0,
  unread_count integer not null default 0,
  last_message_at timestamptz,
  last_message_kind text,
  last_message_text text,
  last_message_author_kind text,
  check ((state = 'waiting') = (waiting_since is not null)),
  check (state <> 'active' or agent_id is not null),
  check ((state = 'closed') = (closed_at is not null))
) with (fillfactor = 80);

-- A visitor has one open conversation at most; later words go into it.
create unique index conversations_one_open on conversations (visitor_id) where state <> 'closed';
create index conversations_visitor on conversations (visitor_id, created_at desc, id desc);
create index conversations_waiting on conversations (skill_group_id, waiting_since, id) where state = 'waiting';
create index conversations_active on conversations (agent_id) where state = 'active';
create index conversations_closed on conversations (agent_id, closed_at desc, id desc) where state = 'closed';

-- Without a foreign key to conversations, for it would cost half of the write path: write_messages is the one door, and it
-- holds the lock of the conversation when it inserts.
create table messages (
  id uuid primary key,
  conversation_id uuid not null,
  seq integer not null,
  author_kind text not null,
  author_id uuid,
  author_name text not null,
  kind text not null,
  text text,
  file jsonb,
  created_at timestamptz not null,
  unique (conversation_id, seq)
);

-- What happened, in every part of the product. Written by the transaction that made it happen. Durable consumers read
-- it in the order (transaction_id, position), and only below the oldest running transaction, so that they never step
-- over an event whose commit comes late. `seq` numbers the events of one conversation. A message's content is not
-- repeated here: it stands in messages under the same seq.
create table events (
  position bigint generated always as identity,
  transaction_id xid8 not null default pg_current_xact_id(),
  type text not null,
  conversation_id uuid,
  seq integer,
  org_unit_id integer,
  actor_kind text not null,
  actor_id uuid,
  payload jsonb,
  created_at timestamptz not null default now(),
  primary key (transaction_id, position)
);

-- The stream of one conversation is its messages plus these.
create unique index events_stream on events (conversation_id, seq) where type <> 'message.created' and seq is not null;
-- Most consumers care for everything but the words.
create index events_except_messages on events (transaction_id, position) where type <> 'message.created';

-- Stores a batch of messages in one round trip and answers for each, in the order given:
--   written    stored now, as `seq` at `at`
--   known      stored before by the same author: the first answer again
--   id_taken   the id belongs to somebody else's message
--   not_found  no such conversation, or not this visitor's
--   closed     the conversation takes no more words
--   conflict   the agent does not serve this conversation (any more)
-- The first statement locks the conversations in the order of their ids, so concurrent batches cannot deadlock; the
-- later statements then see everything that was committed before the locks were granted.
-- The planner settings: this plan is made once per connection, perhaps while the tables are still empty.
create function write_messages(
  p_ids uuid[],
  p_conversation_ids uuid[],
  p_author_kinds text[],
  p_author_ids uuid[],
  p_author_names text[],
  p_kinds text[],
  p_texts text[],
  p_files jsonb[]
) returns table (
  ord bigint,
  outcome text,
  conversation_id uuid,
  seq integer,
  at double precision,
  skill_group_id integer,
  agent_id uuid,
  visitor_id uuid,
  unread integer,
  visitor_read integer,
  agent_read integer
)
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_outcomes text[];
  v_seqs integer[];
  v_conversations uuid[];
  v_ats timestamptz[];
begin
  perform 1 from conversations c where c.id = any (p_conversation_ids) order by c.id for update;
  v_now := date_trunc('milliseconds', clock_timestamp());

  select
    array_agg(j.outcome order by j.ord),
    array_agg(j.conversation_id order by j.ord),
    array_agg(
      case j.outcome
        when 'written' then j.last_seq + (j.rank)::integer
        else j.known_seq
      end
      order by j.ord
    ),
    array_agg(coalesce(j.known_at, v_now) order by j.ord)
  into v_outcomes, v_conversations, v_seqs, v_ats
  from (
    select
      i.*,
      row_number() over (partition by i.conversation_id, i.outcome order by i.ord) as rank
    from (
      select
        t.ord,
        coalesce(m.conversation_id, t.conversation_id) as conversation_id,
        c.last_seq,
        m.seq as known_seq,
        m.created_at as known_at,
        case
          when m.id is not null then
            case when m.author_kind = t.author_kind and m.author_id = t.author_id then 'known' else 'id_taken' end
          when c.id is null then 'not_found'
          when t.author_kind = 'visitor' and c.visitor_id <> t.author_id then 'not_found'
          when c.state = 'closed' then 'closed'
          when t.author_kind = 'agent' and (c.state <> 'active' or c.agent_id <> t.author_id) then 'conflict'
          else 'written'
        end as outcome
      from unnest(p_ids, p_conversation_ids, p_author_kinds, p_author_ids)
        with ordinality as t (id, conversation_id, author_kind, author_id, ord)
      left join messages m on m.id = t.id
      left join conversations c on c.id = t.conversation_id
    ) i
  ) j;

  insert into messages (id, conversation_id, seq, author_kind, author_id, author_name, kind, text, file, created_at)
  select t.id, t.conversation_id, t.seq, t.author_kind, t.author_id, t.author_name, t.kind, t.text, t.file, v_now
  from unnest(
    p_ids, v_conversations, v_seqs, p_author_kinds, p_author_ids, p_author_names, p_kinds, p_texts, p_files, v_outcomes
  ) as t (id, conversation_id, seq, author_kind, author_id, author_name, kind, text, file, outcome)
  where t.outcome = 'written';

  if found then
    update conversations c
    set
      last_seq = b.last_seq,
      last_message_at = v_now,
      last_message_kind = b.kind,
      last_message_text = b.text,
      last_message_author_kind = b.author_kind,
      visitor_read_seq = greatest(c.visitor_read_seq, b.visitor_seq),
      agent_read_seq = greatest(c.agent_read_seq, b.agent_seq),
      unread_count = case when b.agent_seq is null then c.unread_count else 0 end + b.unread
    from (
      select
        t.conversation_id,
        max(t.seq) as last_seq,
        (array_agg(t.kind order by t.seq desc))[1] as kind,
        (array_agg(coalesce(left(t.text, 100), t.file ->> 'name') order by t.seq desc))[1] as text,
        (array_agg(t.author_kind order by t.seq desc))[1] as author_kind,
        max(t.seq) filter (where t.author_kind = 'visitor') as visitor_seq,
        max(t.seq) filter (where t.author_kind = 'agent') as agent_seq,
        count(*) filter (
          where t.author_kind = 'visitor' and t.seq > coalesce(t.agent_seq, 0)
        ) as unread
      from (
        select u.*, max(u.seq) filter (where u.author_kind = 'agent') over (partition by u.conversation_id) as agent_seq
        from unnest(v_conversations, v_seqs, p_author_kinds, p_kinds, p_texts, p_files, v_outcomes)
          as u (conversation_id, seq, author_kind, kind, text, file, outcome)
        where u.outcome = 'written'
      ) t
      group by t.conversation_id
    ) b
    where c.id = b.conversation_id;

    insert into events (type, conversation_id, seq, org_unit_id, actor_kind, actor_id, created_at)
    select 'message.created', t.conversation_id, t.seq, c.skill_group_id, t.author_kind, t.author_id, v_now
    from unnest(v_conversations, v_seqs, p_author_kinds, p_author_ids, v_outcomes)
      with ordinality as t (conversation_id, seq, author_kind, author_id, outcome, ord)
    join conversations c on c.id = t.conversation_id
    where t.outcome = 'written'
    order by t.ord;
  end if;

  return query
    select t.ord, t.outcome, t.conversation_id, t.seq, extract(epoch from t.at)::double precision * 1000,
      c.skill_group_id, c.agent_id, c.visitor_id, c.unread_count, c.visitor_read_seq, c.agent_read_seq
    from unnest(v_outcomes, v_conversations, v_seqs, v_ats)
      with ordinality as t (outcome, conversation_id, seq, at, ord)
    left join conversations c on c.id = t.conversation_id
    order by t.ord;
end
$$;
