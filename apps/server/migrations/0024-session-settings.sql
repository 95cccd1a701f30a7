-- What a skill group says and does by itself: texts, timers, hours. One row for each unit that says anything; a setting that is absent comes
-- from the nearest unit above that has it. What is in here is checked at the door, and read with the defaults of the product behind it.
create table session_settings (
  org_unit_id integer primary key references org_units (id),
  settings jsonb not null check (jsonb_typeof(settings) = 'object')
);
