-- A note is a message that never leaves the house: of the same stream, and nothing that the visitor could see or that counts as an answer.
alter table messages add constraint messages_note_stays_inside check (kind <> 'note' or author_kind <> 'visitor');

-- As in 0004, with notes: whoever may see the conversation writes them, served or not; they only move the end of the stream.
create or replace function write_messages(
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
      last_message_at = case when b.kind is null then c.last_message_at else v_now end,
      last_message_kind = coalesce(b.kind, c.last_message_kind),
      last_message_text = case when b.kind is null then c.last_message_text else b.text end,
      last_message_author_kind = coalesce(b.author_kind, c.last_message_author_kind),
      visitor_read_seq = greatest(c.visitor_read_seq, b.visitor_seq),
      agent_read_seq = greatest(c.agent_read_seq, b.agent_seq),
      unread_count = case when b.agent_seq is null then c.unread_count else 0 end + b.unread
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

-- Words kept for the next time: somebody's own, or shared by a unit with all below it.
create table quick_replies (
  id uuid primary key,
  owner_id uuid references accounts (id) on delete cascade,
  org_unit_id integer references org_units (id),
  category text not null check (length(category) <= 40),
  title text not null check (length(title) between 1 and 60),
  text text not null check (length(text) between 1 and 2000),
  -- What is looked through: the words in small letters, their pinyin, and its initials.
  search text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((owner_id is null) <> (org_unit_id is null))
);

create index quick_replies_own on quick_replies (owner_id) where owner_id is not null;
create index quick_replies_shared on quick_replies (org_unit_id) where org_unit_id is not null;

-- What was recalled, for the audit: nobody's screen gets it any more.
create table message_recalls (
  message_id uuid primary key references messages (id),
  kind text not null,
  text text,
  file jsonb,
  recalled_by_kind text not null,
  recalled_by uuid not null,
  recalled_at timestamptz not null
);
