-- The log is read by transaction_id, and a transaction has its number from its first write on, perhaps long before it gets hold of a conversation.
-- So an event of a conversation stands in the log under the higher of the number of its transaction and of that under which the event before it
-- stands, which is kept here. Null: none since then. Why nothing can come to stand behind the cursor of a consumer: decision 0090.
alter table conversations add column last_transaction_id xid8;
alter table conversations alter column last_transaction_id set default pg_current_xact_id();

-- Where an event stands that is written now. What is numbered has changed the row of its conversation before, in the same transaction, and raised this
-- with it; if not, it is made up for here, at the price of another version of the row. A trigger would lock the row once more for each message.
create function place_in_log(p_conversation_id uuid, p_seq integer) returns xid8 language plpgsql as $$
declare
  v_own xid8 := pg_current_xact_id();
  v_last xid8;
begin
  select c.last_transaction_id into v_last from conversations c where c.id = p_conversation_id;
  if p_seq is not null and (v_last < v_own) is not false then
    update conversations c set last_transaction_id = v_own where c.id = p_conversation_id;
  end if;
  return greatest(v_own, v_last);
end
$$;

-- As in 0021, with the place in the log.
create or replace function write_messages(
  p_ids uuid[],
  p_conversation_ids uuid[],
  p_author_kinds text[],
  p_author_ids uuid[],
  p_author_names text[],
  p_kinds text[],
  p_texts text[],
  p_files jsonb[],
  p_reply_tos integer[] default null
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
  agent_read integer,
  -- It was put aside before.
  woken boolean
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
  v_snoozed uuid[];
begin
  select array_agg(l.id) filter (where l.snoozed_until is not null) into v_snoozed from (
    select c.id, c.snoozed_until from conversations c where c.id = any (p_conversation_ids) order by c.id for update
  ) l;
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
          when t.kind = 'note' and t.author_kind = 'visitor' then 'not_found'
          when t.kind <> 'note' and t.author_kind = 'agent' and (c.state <> 'active' or c.agent_id is distinct from t.author_id)
            then 'conflict'
          else 'written'
        end as outcome
      from unnest(p_ids, p_conversation_ids, p_author_kinds, p_author_ids, p_kinds)
        with ordinality as t (id, conversation_id, author_kind, author_id, kind, ord)
      left join messages m on m.id = t.id
      left join conversations c on c.id = t.conversation_id
    ) i
  ) j;

  insert into messages (id, conversation_id, seq, author_kind, author_id, author_name, kind, text, file, reply_to, created_at)
  select t.id, t.conversation_id, t.seq, t.author_kind, t.author_id, t.author_name, t.kind, t.text, t.file,
    case when t.reply_to < t.seq then t.reply_to end, v_now
  from unnest(
    p_ids, v_conversations, v_seqs, p_author_kinds, p_author_ids, p_author_names, p_kinds, p_texts, p_files, p_reply_tos,
    v_outcomes
  ) as t (id, conversation_id, seq, author_kind, author_id, author_name, kind, text, file, reply_to, outcome)
  where t.outcome = 'written';

  if found then
    update conversations c
    set
      last_seq = b.last_seq,
      last_transaction_id = greatest(c.last_transaction_id, pg_current_xact_id()),
      last_message_at = case when b.kind is null then c.last_message_at else v_now end,
      last_message_kind = coalesce(b.kind, c.last_message_kind),
      last_message_text = case when b.kind is null then c.last_message_text else b.text end,
      last_message_author_kind = coalesce(b.author_kind, c.last_message_author_kind),
      visitor_read_seq = greatest(c.visitor_read_seq, b.visitor_seq),
      agent_read_seq = greatest(c.agent_read_seq, b.agent_seq),
      unread_count = case when b.agent_seq is null then c.unread_count else 0 end + b.unread,
      snoozed_until = case when b.visitor_seq is null then c.snoozed_until end
    from (
      select
        t.conversation_id,
        max(t.seq) as last_seq,
        (array_agg(t.kind order by t.seq desc) filter (where t.kind <> 'note'))[1] as kind,
        (array_agg(coalesce(left(t.text, 100), t.file ->> 'name') order by t.seq desc) filter (where t.kind <> 'note'))[1] as text,
        (array_agg(t.author_kind order by t.seq desc) filter (where t.kind <> 'note'))[1] as author_kind,
        max(t.seq) filter (where t.author_kind = 'visitor') as visitor_seq,
        max(t.seq) filter (where t.author_kind = 'agent' and t.kind <> 'note') as agent_seq,
        count(*) filter (
          where t.author_kind = 'visitor' and t.seq > coalesce(t.agent_seq, 0)
        ) as unread
      from (
        select u.*, max(u.seq) filter (where u.author_kind = 'agent' and u.kind <> 'note')
            over (partition by u.conversation_id) as agent_seq
        from unnest(v_conversations, v_seqs, p_author_kinds, p_kinds, p_texts, p_files, v_outcomes)
          as u (conversation_id, seq, author_kind, kind, text, file, outcome)
        where u.outcome = 'written'
      ) t
      group by t.conversation_id
    ) b
    where c.id = b.conversation_id;

    insert into events (transaction_id, type, conversation_id, seq, org_unit_id, actor_kind, actor_id, created_at)
    select c.last_transaction_id, 'message.created', t.conversation_id, t.seq, c.skill_group_id, t.author_kind, t.author_id, v_now
    from unnest(v_conversations, v_seqs, p_author_kinds, p_author_ids, v_outcomes)
      with ordinality as t (conversation_id, seq, author_kind, author_id, outcome, ord)
    join conversations c on c.id = t.conversation_id
    where t.outcome = 'written'
    order by t.ord;

    -- Whoever sleeps and is written to by the visitor is looked after at once: its agent may have gone home meanwhile. A task that is just being
    -- done is left alone; it looks at the conversation after us.
    if v_snoozed is not null then
      update due_tasks set due_at = v_now
      where (kind, subject_id) in (
        select d.kind, d.subject_id from due_tasks d
        where d.kind = 'snooze' and d.subject_id = any (
          select t.conversation_id::text
          from unnest(v_conversations, p_author_kinds, v_outcomes) as t (conversation_id, author_kind, outcome)
          where t.author_kind = 'visitor' and t.outcome = 'written' and t.conversation_id = any (v_snoozed)
        )
        for update skip locked
      );
    end if;
  end if;

  return query
    select t.ord, t.outcome, t.conversation_id, t.seq, extract(epoch from t.at)::double precision * 1000,
      c.skill_group_id, c.agent_id, c.visitor_id, c.unread_count, c.visitor_read_seq, c.agent_read_seq,
      coalesce(t.conversation_id = any (v_snoozed), false)
    from unnest(v_outcomes, v_conversations, v_seqs, v_ats)
      with ordinality as t (outcome, conversation_id, seq, at, ord)
    left join conversations c on c.id = t.conversation_id
    order by t.ord;
end
$$;
