-- What is to happen at a time: one row for each kind and subject. It goes with the transaction that did it.
create table due_tasks (
  kind text not null,
  subject_id text not null,
  -- New each time that it is scheduled, the same for each attempt: an id for what must happen once.
  id uuid not null default gen_random_uuid(),
  number bigint generated always as identity,
  due_at timestamptz not null,
  payload jsonb,
  attempts integer not null default 0,
  error text,
  -- Given up after the last attempt; kept until somebody has it tried again.
  failed_at timestamptz,
  primary key (kind, subject_id)
);
create index due_tasks_next on due_tasks (due_at) where failed_at is null;
create index due_tasks_failed on due_tasks (number) where failed_at is not null;
