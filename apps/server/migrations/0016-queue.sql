-- The newest services of a skill group, from which is estimated how long somebody will wait.
create index conversations_served_of_group on conversations (skill_group_id, closed_at desc)
  where state = 'closed' and assigned_at is not null;
