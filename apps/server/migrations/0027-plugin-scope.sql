-- The part of the organization that a plugin works for; null: all of it.
alter table plugins add column org_unit_id integer references org_units (id);
