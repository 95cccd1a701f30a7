-- How far the initialization of the desk has come: one row. What can be seen by itself (a changed password, a new channel) is not repeated here.
create table setup (
  only_one boolean primary key default true check (only_one),
  -- By step: 'done' or 'skipped', as somebody marked it.
  marks jsonb not null default '{}',
  finished_at timestamptz
);

-- A desk that is already at work needs no guide.
insert into setup (finished_at) select case when exists (select 1 from org_units) then now() end;
