-- What plugins keep. `value` is JSON as it was given; `version` is never given twice, so an entry that was deleted and made anew is another one.
create sequence plugin_kv_versions;
create table plugin_kv (
  plugin_id text not null,
  key text collate "C" not null,
  value text not null,
  version bigint not null,
  bytes integer not null,
  expires_at timestamptz,
  primary key (plugin_id, key)
);
create index plugin_kv_expired on plugin_kv (expires_at) where expires_at is not null;

-- How much each keeps. Whoever writes locks its row first: so the sum is exact, and the writes of one plugin come one after the other.
create table plugin_kv_usage (
  plugin_id text primary key,
  bytes bigint not null
);

-- Removes what has expired and answers how many bytes that were. The caller holds the row of the usage.
create function forget_expired_plugin_kv(p_plugin_id text) returns bigint
language sql as $$
  with gone as (
    delete from plugin_kv where plugin_id = p_plugin_id and expires_at <= clock_timestamp() returning bytes
  ), freed as (
    select coalesce(sum(bytes), 0)::bigint as bytes from gone
  )
  update plugin_kv_usage u set bytes = u.bytes - freed.bytes from freed
  where u.plugin_id = p_plugin_id returning u.bytes
$$;

-- Writes one entry; outcomes: written, conflict (it has another version), full (the quota), not_a_number.
--   p_expected   null: whatever is there; 0: only if nothing is there
--   p_add        not null: adds to the number that is there; p_value is then ignored
create function write_plugin_kv(
  p_plugin_id text,
  p_key text,
  p_value text,
  p_expected bigint,
  p_add bigint,
  p_ttl_s integer,
  p_quota bigint
) returns table (outcome text, value text)
language plpgsql
as $$
#variable_conflict use_column
declare
  v_used bigint;
  v_old plugin_kv%rowtype;
  v_value text := p_value;
  v_bytes integer;
  v_delta bigint;
begin
  insert into plugin_kv_usage (plugin_id, bytes) values (p_plugin_id, 0) on conflict do nothing;
  select u.bytes into v_used from plugin_kv_usage u where u.plugin_id = p_plugin_id for update;
  select * into v_old from plugin_kv k where k.plugin_id = p_plugin_id and k.key = p_key;
  -- What has expired is not there, though it still counts.
  if v_old.expires_at <= clock_timestamp() then
    v_old.version := null;
    v_old.value := null;
    v_old.expires_at := null;
  end if;
  if p_expected is not null and p_expected <> coalesce(v_old.version, 0) then
    return query select 'conflict', null::text;
    return;
  end if;
  if p_add is not null then
    if v_old.value is not null and v_old.value !~ '^-?[0-9]{1,16}$' then
      return query select 'not_a_number', null::text;
      return;
    end if;
    v_value := (coalesce(v_old.value, '0')::bigint + p_add)::text;
    if abs(v_value::numeric) > 9007199254740991 then
      return query select 'not_a_number', null::text;
      return;
    end if;
  end if;
  v_bytes := octet_length(p_key) + octet_length(v_value);
  v_delta := v_bytes - coalesce(v_old.bytes, 0);
  if v_delta > 0 and v_used + v_delta > p_quota then
    v_used := forget_expired_plugin_kv(p_plugin_id);
    select v_bytes - coalesce(sum(k.bytes), 0) into v_delta from plugin_kv k where k.plugin_id = p_plugin_id and k.key = p_key;
    if v_used + v_delta > p_quota then
      return query select 'full', null::text;
      return;
    end if;
  end if;
  insert into plugin_kv as k (plugin_id, key, value, version, bytes, expires_at)
  values (
    p_plugin_id, p_key, v_value, nextval('plugin_kv_versions'), v_bytes,
    case when p_add is not null then v_old.expires_at else clock_timestamp() + make_interval(secs => p_ttl_s) end
  )
  on conflict (plugin_id, key) do update set
    value = excluded.value, version = excluded.version, bytes = excluded.bytes, expires_at = excluded.expires_at;
  update plugin_kv_usage u set bytes = v_used + v_delta where u.plugin_id = p_plugin_id;
  return query select 'written', v_value;
end
$$;

-- Access tokens of providers, sealed. Whoever holds the lease asks the provider, everybody else waits.
create table plugin_tokens (
  plugin_id text not null,
  key text not null,
  sealed text,
  good_until timestamptz,
  lease uuid,
  lease_until timestamptz,
  primary key (plugin_id, key)
);

-- Plugins keep files, too; `owner_id` is then the author id of the plugin. Not validated: nothing that is there can break it.
alter table files drop constraint files_owner_kind_check;
alter table files add constraint files_owner_kind_check check (owner_kind in ('visitor', 'account', 'plugin')) not valid;
