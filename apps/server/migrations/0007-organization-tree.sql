-- A deleted unit stays for what happened in it, and is seen nowhere else.
alter table org_units add column deleted_at timestamptz;
-- National codes of administrative divisions, as in the data package: 省 2, 市 4, 区 6 digits.
alter table org_units add column regions text[] not null default '{}';
alter table org_units add constraint org_units_root_stays check (parent_id is not null or deleted_at is null);

create unique index org_units_one_root on org_units ((true)) where parent_id is null;
create unique index org_units_name on org_units (parent_id, lower(name)) where deleted_at is null;
create extension if not exists pg_trgm;
create index org_units_name_search on org_units using gin (lower(name) gin_trgm_ops);

-- Whoever adds a unit below another reads that one's path: nothing may move meanwhile. Whoever moves a unit changes paths: nobody
-- else may move or add. The lock is held until the transaction ends.
create or replace function set_org_unit_path() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(7305003);
  new.path := coalesce((select path from org_units where id = new.parent_id), '/') || new.id || '/';
  return new;
end
$$;

-- Moves a unit with everything below it: 'moved', or 'cycle' if the new parent lies in it, or 'missing' if one of the two is gone.
-- A statement of a transaction at READ COMMITTED, so it sees every move that was committed before the lock was granted.
create function move_org_unit(p_id integer, p_parent_id integer) returns text language plpgsql as $$
declare
  v_old text;
  v_parent text;
  v_new text;
begin
  perform pg_advisory_xact_lock(7305003);
  select path into v_old from org_units where id = p_id and deleted_at is null;
  select path into v_parent from org_units where id = p_parent_id and deleted_at is null;
  if v_old is null or v_parent is null then
    return 'missing';
  end if;
  if starts_with(v_parent, v_old) then
    return 'cycle';
  end if;
  v_new := v_parent || p_id || '/';
  update org_units set parent_id = p_parent_id where id = p_id;
  update org_units set path = v_new || substr(path, length(v_old) + 1) where path like v_old || '%';
  return 'moved';
end
$$;

-- The queue of several skill groups in the order of waiting.
create index conversations_waiting_since on conversations (waiting_since, id) where state = 'waiting';
-- Open conversations of a unit: it cannot be deleted while it has any.
create index conversations_open on conversations (skill_group_id) where state <> 'closed';

-- Nothing begins in a unit that is being deleted: whoever names it waits for that to be over, and is refused then.
create function refuse_deleted_org_unit() returns trigger language plpgsql as $$
declare
  v_unit integer := (to_jsonb(new) ->> tg_argv[0])::integer;
begin
  perform 1 from org_units where id = v_unit and deleted_at is null for key share;
  if v_unit is not null and not found then
    raise exception 'org unit % is deleted', v_unit using errcode = 'foreign_key_violation', constraint = 'org_unit_exists';
  end if;
  return new;
end
$$;

create trigger accounts_org_unit_exists before insert or update of org_unit_id on accounts
  for each row execute function refuse_deleted_org_unit('org_unit_id');
create trigger channels_org_unit_exists before insert or update of org_unit_id on channels
  for each row execute function refuse_deleted_org_unit('org_unit_id');
create trigger channels_skill_group_exists before insert or update of skill_group_id on channels
  for each row execute function refuse_deleted_org_unit('skill_group_id');
create trigger org_units_parent_exists before insert or update of parent_id on org_units
  for each row execute function refuse_deleted_org_unit('parent_id');
