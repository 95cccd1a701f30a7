-- What a visitor answered before the first word. Personal data, hence here and not in the event log, which nobody can change.
create table pre_chat_answers (
  visitor_id uuid primary key references visitors (id) on delete cascade,
  name text check (length(name) <= 60),
  email text check (length(email) <= 254),
  phone text check (length(phone) <= 40),
  -- With the words under which each was asked: those of the channel may change.
  questions jsonb not null default '[]',
  -- Chosen for the conversations that begin from now on.
  skill_group_id integer references org_units (id) on delete set null,
  -- When they agreed to the privacy notice.
  consented_at timestamptz,
  answered_at timestamptz not null
);
create index pre_chat_answers_skill_group on pre_chat_answers (skill_group_id) where skill_group_id is not null;
