-- In which form a plugin keeps its data, as it counts itself; null: it has not run yet. Those that are there never had a migration.
-- migration_failure: why it could not be migrated for the wanted version: {generation, to, code, detail, at}
alter table plugins
  add column data_version integer check (data_version > 0),
  add column migration_failure jsonb;
update plugins set data_version = 1;

-- Whoever writes comes in here first: open; migrating (the data is held for a migration); outdated (the code that asks knows another version).
-- The lock is shared by all who write and held alone by a migration until it is committed, so nothing is written between the look and the write.
create function enter_plugin_data(p_plugin_id text, p_data_version integer) returns text
language plpgsql
as $$
declare
  v_now integer;
begin
  if not pg_try_advisory_xact_lock_shared(hashtext('cskefu plugin data'), hashtext(p_plugin_id)) then
    return 'migrating';
  end if;
  if p_data_version is null then
    return 'open';
  end if;
  select data_version into v_now from plugins where id = p_plugin_id;
  if not found or v_now <> p_data_version then
    return 'outdated';
  end if;
  return 'open';
end
$$;

create function write_plugin_data(
  p_plugin_id text,
  p_key text,
  p_value text,
  p_expected bigint,
  p_add bigint,
  p_ttl_s integer,
  p_quota bigint,
  p_data_version integer
) returns table (outcome text, value text)
language plpgsql
as $$
declare
  v_door text := enter_plugin_data(p_plugin_id, p_data_version);
begin
  if v_door <> 'open' then
    return query select v_door, null::text;
    return;
  end if;
  return query
    select w.outcome, w.value from write_plugin_kv(p_plugin_id, p_key, p_value, p_expected, p_add, p_ttl_s, p_quota) w;
end
$$;

create function delete_plugin_data(p_plugin_id text, p_key text, p_data_version integer) returns text
language plpgsql
as $$
declare
  v_door text := enter_plugin_data(p_plugin_id, p_data_version);
begin
  if v_door <> 'open' then
    return v_door;
  end if;
  perform 1 from plugin_kv_usage u where u.plugin_id = p_plugin_id for update;
  with gone as (
    delete from plugin_kv where plugin_id = p_plugin_id and key = p_key returning bytes
  )
  update plugin_kv_usage u set bytes = u.bytes - gone.bytes from gone where u.plugin_id = p_plugin_id;
  return 'written';
end
$$;
