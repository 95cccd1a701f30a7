-- What the registry said of a package that came from one: whether it stands for it, with which keys, and since when it is there. Null: uploaded,
-- or taken before anybody looked.
alter table plugin_blobs
  add column signature text check (signature in ('signed', 'unsigned', 'not_offered')),
  add column key_ids text[] not null default '{}',
  add column published_at timestamptz;

-- As it was when somebody agreed to it: the same bytes may come again on another way.
alter table plugin_versions
  add column source text check (source in ('upload', 'registry')),
  add column signature text check (signature in ('signed', 'unsigned', 'not_offered')),
  add column key_ids text[] not null default '{}',
  add column published_at timestamptz;
update plugin_versions set source = plugin_blobs.source from plugin_blobs where plugin_blobs.hash = plugin_versions.hash;

-- Whose an id is. It stays when a plugin is uninstalled with its data kept: settings and secrets wait for this package, not for any.
alter table plugins add column package_name text;
update plugins set package_name = (
  select package_name from plugin_versions where plugin_id = plugins.id order by installed_at desc limit 1);
