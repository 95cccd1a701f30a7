-- What came of the last attempt to register the webhook of a channel with its provider, or to take that back: {act, ok, detail, at}.
alter table channels add column registration jsonb;
