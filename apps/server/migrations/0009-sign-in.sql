-- Ways to sign in beside the password, and what guards them.

alter table accounts alter column email drop not null;
alter table accounts
  -- The person typed it in: it does not prove to a single sign-on that the account is theirs.
  add column email_self_declared boolean not null default false,
  -- Names the picture in the storage, and its address.
  add column avatar_hash text,
  -- What the person chose; what is absent has its default.
  add column notifications jsonb not null default '{}';

alter table sessions add column last_used_at timestamptz not null default now();

-- The authenticator app of an account. Without `confirmed_at` it is only proposed.
create table second_factors (
  account_id uuid primary key references accounts (id) on delete cascade,
  -- Encrypted.
  secret text not null,
  confirmed_at timestamptz,
  -- Time step of the last code that was taken: no code counts twice.
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);

-- A used code is deleted.
create table recovery_codes (
  account_id uuid not null references accounts (id) on delete cascade,
  code_hash text not null,
  primary key (account_id, code_hash)
);

-- Browsers in which an account has signed in. Strangers who try passwords do not slow these down.
create table known_devices (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  -- Until then the second factor is not asked for.
  trusted_until timestamptz,
  expires_at timestamptz not null
);

create index known_devices_account on known_devices (account_id);

-- Something begun that must be finished soon, and once: a second step, a passkey, a round trip to the provider.
create table sign_in_challenges (
  token_hash text primary key,
  purpose text not null check (purpose in ('second_factor', 'passkey_making', 'passkey_sign_in', 'single_sign_on')),
  account_id uuid references accounts (id) on delete cascade,
  facts jsonb not null default '{}',
  attempts integer not null default 0,
  expires_at timestamptz not null
);

create index sign_in_challenges_expiry on sign_in_challenges (expires_at);

create table passkeys (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  name text not null check (length(name) between 1 and 60),
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  synced boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);

create index passkeys_account on passkeys (account_id);

create table api_tokens (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  name text not null check (length(name) between 1 and 60),
  hint text not null,
  token_hash text not null unique,
  permissions text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz
);

create index api_tokens_account on api_tokens (account_id);

-- How often something was tried in vain within its window, and until when it must not be tried again.
create table sign_in_attempts (
  key text primary key,
  failures integer not null,
  blocked_until timestamptz not null,
  expires_at timestamptz not null
);

create index sign_in_attempts_expiry on sign_in_attempts (expires_at);
