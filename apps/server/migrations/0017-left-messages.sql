-- What a visitor writes when nobody is there is a conversation of that origin: it waits, is routed, answered, closed and counted like any other.
alter table conversations drop constraint conversations_origin_check;
alter table conversations add constraint conversations_origin_check check (origin in ('visitor', 'agent', 'left_message'));

-- Those that are open, for their list; the history of them. Nothing of these indexes is touched by a message.
create index conversations_open_left_messages on conversations (skill_group_id, created_at, id)
  where origin = 'left_message' and state <> 'closed';
create index conversations_newest_left_messages on conversations (created_at desc, id desc) include (skill_group_id)
  where origin = 'left_message';

-- The form that came with it: how to reach whoever wrote it. The words themselves are a message of the conversation. Personal data, hence here and
-- not in the event log, which nobody can change.
create table left_messages (
  conversation_id uuid primary key references conversations (id),
  visitor_id uuid not null,
  -- Made by the browser: repeating the form stores nothing twice.
  request_id uuid not null unique,
  name text check (length(name) <= 60),
  email text check (length(email) <= 254),
  phone text check (length(phone) <= 40),
  subject text check (length(subject) <= 120),
  left_at timestamptz not null,
  -- Up to this seq answers have been written into letters.
  mailed_seq integer not null default 0,
  -- Message-IDs of those letters, oldest first: mail programs show them as one talk.
  mail_ids text[] not null default '{}'
);
create index left_messages_of_visitor on left_messages (visitor_id, left_at desc);

-- Letters on their way out. What cannot go out now waits here, whatever becomes of the process.
create table outgoing_mails (
  id uuid primary key,
  message_id text not null unique,
  to_address text not null,
  to_name text,
  subject text not null,
  body text not null,
  reference_ids text[] not null default '{}',
  -- What it is about, for whoever wrote it.
  about text not null,
  subject_id uuid not null,
  payload jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  -- A node is sending it.
  leased_until timestamptz,
  last_error text,
  created_at timestamptz not null,
  settled_at timestamptz,
  check ((state = 'waiting') = (settled_at is null))
);
create index outgoing_mails_due on outgoing_mails (next_attempt_at) where state = 'waiting';
create index outgoing_mails_settled on outgoing_mails (settled_at) where settled_at is not null;
